package org.cairn.consensus.simplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.consensus.simplex.Harness.only;
import static org.cairn.consensus.simplex.Harness.round;
import static org.cairn.consensus.simplex.Harness.votes;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.junit.jupiter.api.Test;

/// What a leader does, and what a node remembers.
final class LeadingAndRecoveryTest {
  private final EpochContext four = Harness.four();
  private final int leader = Harness.idle(four, -1).leader(1);

  @Test
  void leader_ofFirstView_buildsOnTheRoot() {
    Harness node = Harness.idle(four, leader);
    List<Effect> effects = node.start(RecoveredState.fresh(four));
    Effect.BuildPayload build = only(effects, Effect.BuildPayload.class).getFirst();
    assertThat(build.parent()).isEqualTo(four.root());
    assertThat(build.minTimestampMillis()).isGreaterThan(four.root().timestampMillis());
  }

  @Test
  void leader_proposes_onlyWhatIsDurable() {
    Harness node = Harness.started(four, leader);
    node.journalAnswers = false;
    List<Effect> effects = node.step(built(1));
    assertThat(votes(effects)).isEmpty();
    Effect.Persist persist = only(effects, Effect.Persist.class).getFirst();
    List<Effect> sent = node.step(new Input.Persisted(persist.seq()));
    assertThat(only(sent, Effect.Broadcast.class).getFirst().message())
        .isInstanceOf(Proposal.class);
    assertThat(node.step(built(1))).as("one proposal a view").isEmpty();
  }

  @Test
  void leader_thatCannotBuild_nullifies() {
    Harness node = Harness.started(four, leader);
    assertThat(votes(node.step(new Input.PayloadFailed(round(1)))))
        .containsExactly(Ballot.nullify(round(1)));
    assertThat(node.step(built(1))).as("too late").isEmpty();
  }

  @Test
  void leader_withoutCertificateOfSkippedView_nullifiesItsOwn() {
    Harness node = Harness.started(four, leader);
    long next = 3;
    while (node.leader(next) != leader) {
      next++;
    }
    List<Effect> effects =
        node.from((leader + 1) % 4, node.quorum(Ballot.nullify(round(next - 1))));
    assertThat(node.engine.currentView()).isEqualTo(next);
    assertThat(votes(effects)).containsExactly(Ballot.nullify(round(next)));
  }

  @Test
  void leader_ofLaterView_buildsOnTheNewestNotarizedBlock() {
    Harness node = Harness.follower(four);
    Proposal first = node.first(1);
    assertThat(node.from(leader, first)).isNotEmpty();
    assertThat(node.verified(first.block().id(), Verdict.VALID)).isNotEmpty();
    Certificate notarization = node.quorum(Ballot.notarize(round(1), first.block().id()));
    assertThat(node.from(leader, notarization)).isNotEmpty();
    List<Effect> effects = new ArrayList<>();
    long view = 2;
    while (node.leader(view) != node.self) {
      effects.addAll(node.from(leader, node.quorum(Ballot.nullify(round(view)))));
      view++;
    }
    effects.addAll(node.fires(TimerId.Kind.FETCH, 0));
    Effect.BuildPayload build = only(effects, Effect.BuildPayload.class).getFirst();
    assertThat(build.parent()).isEqualTo(Harness.root(first));
    Bytes payload = Bytes.of((byte) 1);
    List<Effect> sent =
        node.step(
            new Input.PayloadBuilt(
                round(view),
                payload,
                Sha256.hash(payload.toArray()),
                StakingRoots.NONE,
                build.minTimestampMillis()));
    Proposal proposal = (Proposal) only(sent, Effect.Broadcast.class).getFirst().message();
    Justification why = proposal.block().justification();
    assertThat(why.parent()).isEqualTo(notarization);
    assertThat(why.skips()).hasSize((int) view - 2);
  }

  @Test
  void restart_afterVoting_saysTheSameAgain() {
    Harness before = Harness.follower(four);
    Proposal first = before.first(1);
    Hash id = first.block().id();
    assertThat(before.from(leader, first)).isNotEmpty();
    assertThat(votes(before.verified(id, Verdict.VALID))).hasSize(1);

    Harness after = Harness.idle(four, before.self);
    List<Effect> effects = after.start(recovered(before.journal));
    assertThat(votes(effects)).containsExactly(Ballot.notarize(round(1), id));
    assertThat(only(effects, Effect.VerifyBlock.class)).hasSize(1);
    assertThat(votes(after.from(leader, after.first(2))))
        .as("a second block")
        .doesNotContain(Ballot.notarize(round(1), after.first(2).block().id()));
    assertThat(votes(after.verified(id, Verdict.VALID))).as("a second time").isEmpty();
  }

  @Test
  void restart_afterNullify_neverFinalizesTheView() {
    Harness before = Harness.follower(four);
    assertThat(votes(before.fires(TimerId.Kind.LEADER, 1))).hasSize(1);
    Harness after = Harness.idle(four, before.self);
    List<Effect> effects = new ArrayList<>(after.start(recovered(before.journal)));
    assertThat(votes(effects)).containsExactly(Ballot.nullify(round(1)));
    Proposal first = after.first(1);
    Hash id = first.block().id();
    effects.addAll(after.from(leader, first));
    effects.addAll(after.verified(id, Verdict.VALID));
    effects.addAll(after.from(leader, after.quorum(Ballot.notarize(round(1), id))));
    assertThat(after.engine.currentView()).isEqualTo(2);
    assertThat(votes(effects)).doesNotContain(Ballot.finalize(round(1), id));
  }

  @Test
  void restart_ofLeader_sendsTheSameProposalAndNoOther() {
    Harness before = Harness.started(four, leader);
    List<Effect> sent = before.step(built(1));
    Message proposal = only(sent, Effect.Broadcast.class).getFirst().message();
    Harness after = Harness.idle(four, leader);
    List<Effect> effects = after.start(recovered(before.journal));
    assertThat(effects).contains(new Effect.Broadcast(proposal));
    assertThat(only(effects, Effect.BuildPayload.class)).isEmpty();
  }

  @Test
  void restart_withForeignVotes_isFatal() {
    Harness before = Harness.follower(four);
    assertThat(votes(before.fires(TimerId.Kind.LEADER, 1))).hasSize(1);
    Harness other = Harness.idle(four, (before.self + 1) % 4);
    RecoveredState foreign = recovered(before.journal);
    assertThatThrownBy(() -> other.start(foreign)).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void restart_withFinalization_goesOnBehindIt() {
    Harness node = Harness.idle(four, leader);
    Proposal first = node.first(1);
    RootBlock root = Harness.root(first);
    Certificate finalization = node.quorum(Ballot.finalize(round(1), root.id()));
    List<Effect> effects =
        node.start(new RecoveredState(four, List.of(), root, finalization, List.of(), List.of()));
    assertThat(node.engine.currentView()).isEqualTo(2);
    assertThat(effects).contains(new Effect.Broadcast(finalization));
  }

  @Test
  void finalizationLearned_movesTheRootAndTheView() {
    Harness node = Harness.follower(four);
    Proposal far = node.proposal(40, four.root(), new Justification(null, List.of()), 1);
    Certificate finalization = node.quorum(Ballot.finalize(round(40), far.block().id()));
    List<Effect> behind = node.from(leader, finalization);
    assertThat(node.engine.currentView()).isEqualTo(41);
    assertThat(only(behind, Effect.Finalized.class)).isEmpty();
    assertThat(node.step(new Input.FinalizationLearned(far.block().header(), finalization)))
        .isNotNull();
    assertThat(node.engine.root()).isEqualTo(Harness.root(far));
  }

  /// What was to be verified has been passed by: its verdict may come, or never.
  @Test
  void verdict_afterACatchUpPassedTheBlock_changesNothing() {
    Harness node = Harness.follower(four);
    Proposal overtaken = node.first(1);
    assertThat(only(node.from(leader, overtaken), Effect.VerifyBlock.class)).hasSize(1);
    long view = node.leader(41) == node.self ? 41 : 40;
    assertThat(node.leader(view + 1)).isNotEqualTo(node.self);
    Proposal far = node.proposal(view, four.root(), new Justification(null, List.of()), 1);
    Hash farId = far.block().id();
    Certificate finalization = node.quorum(Ballot.finalize(round(view), farId));
    assertThat(node.step(new Input.FinalizationLearned(far.block().header(), finalization)))
        .isNotEmpty();
    for (Verdict late : Verdict.values()) {
      assertThat(node.verified(overtaken.block().id(), late)).as("%s", late).isEmpty();
    }
    assertThat(node.engine.root()).isEqualTo(Harness.root(far));
    Certificate parent = node.quorum(Ballot.notarize(round(view), farId));
    Justification why = new Justification(parent, List.of());
    Proposal next = node.proposal(view + 1, Harness.root(far), why, 2);
    assertThat(only(node.from(node.leader(view + 1), next), Effect.VerifyBlock.class)).hasSize(1);
    assertThat(votes(node.verified(next.block().id(), Verdict.VALID)))
        .containsExactly(Ballot.notarize(round(view + 1), next.block().id()));
  }

  @Test
  void finalization_farAhead_asksForCatchUp() {
    Harness node = Harness.follower(four);
    Proposal far = node.proposal(900, four.root(), new Justification(null, List.of()), 1);
    Certificate finalization = node.quorum(Ballot.finalize(round(900), far.block().id()));
    List<Effect> effects = node.from(leader, finalization);
    assertThat(only(effects, Effect.CatchUp.class).getFirst().peers())
        .containsExactly(Harness.peer(leader));
  }

  /// A leader that let its view pass without a word is not waited for when it leads again soon; one
  /// that said anything since, be it that it gives up, is.
  @Test
  void leader_thatMissedItsView_isNotWaitedForAgain() {
    long missed = 2; // the first view does not count
    while (nextLedBySame(missed) - missed > 4) {
      missed++;
    }
    long again = nextLedBySame(missed);
    Harness probe = Harness.idle(four, -1);
    int gone = probe.leader(missed);
    for (boolean speaks : new boolean[] {false, true}) {
      Harness node = Harness.started(four, (gone + 1) % 4);
      List<Effect> effects = List.of();
      for (long view = 1; view < again; view++) {
        if (view == missed && speaks) {
          effects = node.from(gone, node.vote(Ballot.nullify(round(view)), gone));
        }
        int[] signers = view < missed ? new int[] {0, 1, 2, 3} : others(gone);
        effects = node.from((gone + 2) % 4, node.certificate(Ballot.nullify(round(view)), signers));
      }
      assertThat(node.engine.currentView()).isEqualTo(again);
      assertThat(votes(effects).contains(Ballot.nullify(round(again)))).isEqualTo(!speaks);
    }
  }

  private long nextLedBySame(long view) {
    Harness probe = Harness.idle(four, -1);
    long next = view + 1;
    while (probe.leader(next) != probe.leader(view)) {
      next++;
    }
    return next;
  }

  private static int[] others(int validator) {
    return new int[] {(validator + 1) % 4, (validator + 2) % 4, (validator + 3) % 4};
  }

  /// A node that was away for a moment need not first ask for one block after another.
  @Test
  void finalization_someBlocksAhead_asksForThemAtOnce() {
    for (long view : new long[] {8, 9}) {
      Harness node = Harness.follower(four);
      Proposal ahead = node.proposal(view, four.root(), new Justification(null, List.of()), 1);
      Certificate finalization = node.quorum(Ballot.finalize(round(view), ahead.block().id()));
      List<Effect> effects = node.from(leader, finalization);
      assertThat(only(effects, Effect.CatchUp.class)).as("%d", view).hasSize(view == 9 ? 1 : 0);
      assertThat(only(node.fires(TimerId.Kind.FETCH, 0), Effect.SendTo.class)).hasSize(1);
    }
  }

  private RecoveredState recovered(List<JournalRecord> records) {
    return new RecoveredState(four, List.of(), four.root(), null, records, List.of());
  }

  private static Input built(long view) {
    Bytes payload = Bytes.of((byte) 1, (byte) 2);
    return new Input.PayloadBuilt(
        round(view),
        payload,
        Sha256.hash(payload.toArray()),
        StakingRoots.NONE,
        Harness.NOW_MILLIS);
  }
}
