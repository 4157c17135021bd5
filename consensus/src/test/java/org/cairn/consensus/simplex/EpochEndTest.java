package org.cairn.consensus.simplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.consensus.simplex.Harness.only;
import static org.cairn.consensus.simplex.Harness.round;
import static org.cairn.consensus.simplex.Harness.votes;

import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An epoch of one block: the first one is the last.
final class EpochEndTest {
  private static final Justification NONE = new Justification(null, List.of());

  private final EpochContext context =
      EpochContext.genesis(
          new EpochContext.Chain(9, Sha256.hash(new byte[] {9}), 1_000_000, 1),
          new ValidatorSet(FakeBls.validators(List.of(1L, 1L, 1L, 1L))),
          Hash.ZERO);
  private final Harness node = Harness.follower(context);
  private final int leader = node.leader(1);
  private final Proposal last = first(context.nextSetRoot(), reveal(1));

  @Test
  void lastBlock_thatNamesOtherValidators_isNotVotedFor() {
    for (@Nullable Hash named : new Hash[] {null, Hash.ZERO}) {
      Harness fresh = Harness.follower(context);
      Proposal wrong = first(named, reveal(1));
      List<Effect> effects = fresh.from(leader, wrong);
      assertThat(only(effects, Effect.VerifyBlock.class)).isEmpty();
      assertThat(votes(effects)).containsExactly(Ballot.nullify(round(1)));
    }
  }

  @Test
  void block_withoutItsLeadersReveal_isNotVotedFor() {
    for (Bytes reveal : List.of(reveal(2), FakeBls.forged(4))) {
      Harness fresh = Harness.follower(context);
      List<Effect> effects = fresh.from(leader, first(context.nextSetRoot(), reveal));
      assertThat(only(effects, Effect.VerifyBlock.class)).isEmpty();
      assertThat(votes(effects)).containsExactly(Ballot.nullify(round(1)));
    }
  }

  @Test
  void lastBlock_notarized_isFollowedByItsRepetitionOnly() {
    notarizeLast();
    Proposal again = second(last.block().header(), last.block().id());
    List<Effect> effects = node.from(node.leader(2), again);
    assertThat(only(effects, Effect.VerifyBlock.class)).as("nothing to execute").isEmpty();
    assertThat(votes(effects)).containsExactly(Ballot.notarize(round(2), again.block().id()));
    Ballot finalize = Ballot.finalize(round(2), again.block().id());
    List<Effect> end = node.from(leader, node.quorum(finalize));
    Effect.Finalized given = only(end, Effect.Finalized.class).getFirst();
    assertThat(given.blocks()).containsExactly(last.block());
    assertThat(given.proof().path()).hasSize(2);
    assertThat(only(end, Effect.EpochFinalized.class)).hasSize(1);
    assertThat(node.engine.isClosed()).isTrue();
    assertThat(votes(node.fires(TimerId.Kind.ADVANCE, 3))).as("nothing is said any more").isEmpty();
  }

  @Test
  void lastBlock_notarized_isFollowedByNothingElse() {
    ConsensusHeader header = last.block().header();
    Hash id = last.block().id();
    for (Proposal wrong : List.of(second(header, Hash.ZERO), child(header, id))) {
      Harness fresh = Harness.follower(context);
      assertThat(fresh.from(leader, last)).isNotEmpty();
      assertThat(fresh.verified(id, Verdict.VALID)).isNotEmpty();
      assertThat(fresh.from(leader, fresh.quorum(Ballot.notarize(round(1), id)))).isNotEmpty();
      List<Effect> answer = fresh.from(fresh.leader(2), wrong);
      assertThat(votes(answer)).containsExactly(Ballot.nullify(round(2)));
    }
  }

  /// The catch-up has committed the last block, and what the next epoch begins with is on its way:
  /// a finalization of a repetition has nothing left to give out.
  @Test
  void repetition_finalAfterTheNodeCaughtUpToTheLastBlock_givesOutNothing() {
    notarizeLast();
    Proposal again = second(last.block().header(), last.block().id());
    assertThat(node.from(node.leader(2), again)).isNotEmpty();
    var learned = node.quorum(Ballot.finalize(round(2), again.block().id()));
    List<Effect> caughtUp =
        node.step(new Input.FinalizationLearned(last.block().header(), learned));
    assertThat(only(caughtUp, Effect.Finalized.class)).isEmpty();
    assertThat(node.engine.root()).isEqualTo(Harness.root(last));
    List<Effect> told = node.from(leader, learned);
    assertThat(only(told, Effect.Finalized.class)).isEmpty();
    assertThat(Harness.faults(told)).isEmpty();
    assertThat(node.engine.finalizedView()).isEqualTo(2);
  }

  @Test
  void report_tellsWhoSaidWhat() {
    assertThat(node.engine.report().awaited()).isEqualTo(StallReport.Awaited.PROPOSAL);
    assertThat(node.from(leader, last)).isNotEmpty();
    assertThat(node.engine.report().awaited()).isEqualTo(StallReport.Awaited.EXECUTION);
    assertThat(node.verified(last.block().id(), Verdict.VALID)).isNotEmpty();
    StallReport report = node.engine.report();
    assertThat(report.awaited()).isEqualTo(StallReport.Awaited.CERTIFICATE);
    assertThat(report.notarizeWeight()).isEqualTo(2);
    assertThat(report.silent()).hasSize(2).doesNotContain(leader, node.self);
    assertThat(report.quorum()).isEqualTo(3);
    assertThat(report.proposal()).isEqualTo(last.block().id());
  }

  private void notarizeLast() {
    Hash id = last.block().id();
    assertThat(only(node.from(leader, last), Effect.VerifyBlock.class)).hasSize(1);
    assertThat(votes(node.verified(id, Verdict.VALID)))
        .containsExactly(Ballot.notarize(round(1), id));
    List<Effect> effects = node.from(leader, node.quorum(Ballot.notarize(round(1), id)));
    assertThat(votes(effects)).contains(Ballot.finalize(round(1), id));
  }

  private Bytes reveal(long view) {
    return FakeBls.reveal(context, round(view), node.leader(view));
  }

  private Proposal first(@Nullable Hash nextSetRoot, Bytes reveal) {
    Bytes payload = Bytes.of((byte) 1, (byte) 2);
    ConsensusHeader header =
        new ConsensusHeader(
            round(1),
            0,
            context.root().id(),
            1,
            leader,
            context.root().timestampMillis() + 10,
            Sha256.hash(payload.toArray()),
            StakingRoots.NONE,
            NONE.root(),
            reveal,
            nextSetRoot,
            null);
    return node.signed(new ProposedBlock(header, NONE, payload));
  }

  /// A repetition in view 2.
  private Proposal second(ConsensusHeader of, Hash repeated) {
    return later(of, of.height(), of.timestampMillis(), Bytes.EMPTY, repeated, Bytes.EMPTY);
  }

  /// A block beyond the epoch's end.
  private Proposal child(ConsensusHeader of, Hash id) {
    assertThat(id).isEqualTo(of.id());
    return later(
        of, of.height() + 1, of.timestampMillis() + 1, reveal(2), null, Bytes.of((byte) 7));
  }

  private Proposal later(
      ConsensusHeader of,
      long height,
      long timestampMillis,
      Bytes reveal,
      @Nullable Hash repeated,
      Bytes payload) {
    Justification why =
        new Justification(node.quorum(Ballot.notarize(round(1), of.id())), List.of());
    ConsensusHeader header =
        new ConsensusHeader(
            round(2),
            1,
            of.id(),
            height,
            node.leader(2),
            timestampMillis,
            repeated == null ? Sha256.hash(payload.toArray()) : of.payloadRoot(),
            StakingRoots.NONE,
            why.root(),
            reveal,
            repeated == null ? null : context.nextSetRoot(),
            repeated);
    return node.signed(new ProposedBlock(header, why, payload));
  }
}
