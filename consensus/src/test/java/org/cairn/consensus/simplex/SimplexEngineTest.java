package org.cairn.consensus.simplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.consensus.simplex.Harness.faults;
import static org.cairn.consensus.simplex.Harness.only;
import static org.cairn.consensus.simplex.Harness.round;
import static org.cairn.consensus.simplex.Harness.votes;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence.Offence;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

/// The rules of a view, one by one.
final class SimplexEngineTest {
  private final Harness node = Harness.follower(Harness.four());
  private final int leader = node.leader(1);
  private final Proposal first = node.first(1);
  private final Hash id = first.block().id();
  private final Ballot notarize = Ballot.notarize(round(1), id);
  private final Ballot nullify = Ballot.nullify(round(1));
  private final Ballot finalize = Ballot.finalize(round(1), id);

  @Test
  void proposal_valid_isVerifiedAndThenNotarized() {
    List<Effect> effects = node.from(leader, first);
    assertThat(only(effects, Effect.VerifyBlock.class)).hasSize(1);
    assertThat(effects)
        .contains(new Effect.CancelTimer(new TimerId(TimerId.Kind.LEADER, round(1))));
    assertThat(votes(effects)).isEmpty();

    assertThat(votes(node.verified(id, Verdict.VALID))).containsExactly(notarize);
  }

  @Test
  void vote_untilDurable_isNotSent() {
    node.journalAnswers = false;
    assertThat(node.from(leader, first)).isNotEmpty();
    List<Effect> effects = node.verified(id, Verdict.VALID);
    assertThat(votes(effects)).isEmpty();
    Effect.Persist persist = only(effects, Effect.Persist.class).getFirst();
    assertThat(persist.sync()).isTrue();
    assertThat(persist.records()).hasSize(2); // the block and the vote for it

    assertThat(votes(node.step(new Input.Persisted(persist.seq())))).containsExactly(notarize);
  }

  @Test
  void notarize_quorum_entersTheNextViewAndVotesToFinalize() {
    List<Effect> effects = notarizeFirst();
    assertThat(node.engine.currentView()).isEqualTo(2);
    assertThat(votes(effects)).contains(finalize);
    assertThat(effects)
        .filteredOn(
            e -> e instanceof Effect.Broadcast(Certificate c) && c.ballot().equals(notarize))
        .hasSize(1);
    assertThat(only(effects, Effect.HeadNotarized.class)).hasSize(1);
  }

  @Test
  void finalize_quorum_deliversTheBlockWithItsProof() {
    assertThat(notarizeFirst()).isNotEmpty();
    List<Effect> effects = new ArrayList<>();
    for (int other : node.others()) {
      effects.addAll(node.from(other, node.vote(finalize, other)));
    }
    List<Effect.Finalized> finals = only(effects, Effect.Finalized.class);
    assertThat(finals).hasSize(1);
    assertThat(finals.getFirst().blocks()).containsExactly(first.block());
    assertThat(finals.getFirst().proofOf(0).header()).isEqualTo(first.block().header());
    assertThat(node.engine.root().id()).isEqualTo(id);
    assertThat(node.engine.finalizedView()).isEqualTo(1);
  }

  @Test
  void finalize_afterNullify_isNotVoted() {
    assertThat(node.from(leader, first)).isNotEmpty();
    assertThat(votes(node.fires(TimerId.Kind.ADVANCE, 1))).containsExactly(nullify);
    // It may still notarize in the view (TON Rule 4), but never finalize it (S3).
    assertThat(votes(node.verified(id, Verdict.VALID))).containsExactly(notarize);
    List<Effect> effects = node.from(leader, node.quorum(notarize));
    assertThat(node.engine.currentView()).isEqualTo(2);
    assertThat(votes(effects)).isEmpty();
  }

  @Test
  void finalize_ofAnotherBlockThanNotarized_isNotVoted() {
    assertThat(node.from(leader, first)).isNotEmpty();
    assertThat(votes(node.verified(id, Verdict.VALID))).containsExactly(notarize);
    Proposal second = node.first(2);
    Hash other = second.block().id();
    assertThat(node.from(leader, node.quorum(Ballot.notarize(round(1), other)))).isNotEmpty();
    assertThat(node.from(leader, new Message.BlockResponse(second.block()))).isNotEmpty();
    assertThat(votes(node.verified(other, Verdict.VALID))).isEmpty(); // S4
  }

  @Test
  void finalize_ofBlockThatCameLate_isVotedWithoutDeadline() {
    assertThat(node.from(leader, node.quorum(notarize))).isNotEmpty();
    assertThat(node.engine.currentView()).isEqualTo(2);
    List<Effect> asked = node.fires(TimerId.Kind.FETCH, 0);
    assertThat(asked)
        .contains(new Effect.SendTo(Harness.peer(leader), new Message.BlockRequest(id)));
    assertThat(
            only(
                node.from(leader, new Message.BlockResponse(first.block())),
                Effect.VerifyBlock.class))
        .hasSize(1);
    assertThat(votes(node.verified(id, Verdict.VALID))).containsExactly(finalize);
  }

  @Test
  void timer_ofLeader_nullifiesOnceAndOnlyItsView() {
    assertThat(votes(node.fires(TimerId.Kind.LEADER, 2))).isEmpty();
    assertThat(votes(node.fires(TimerId.Kind.LEADER, 1))).containsExactly(nullify);
    assertThat(votes(node.fires(TimerId.Kind.ADVANCE, 1))).isEmpty();
  }

  @Test
  void timer_ofRebroadcast_saysAgainWhereItStands() {
    assertThat(votes(node.fires(TimerId.Kind.LEADER, 1))).containsExactly(nullify);
    List<Effect> effects = node.fires(TimerId.Kind.REBROADCAST, 1);
    assertThat(votes(effects)).containsExactly(nullify);
    assertThat(only(effects, Effect.Stalled.class).getFirst().report().silent())
        .containsExactlyElementsOf(node.others());
    assertThat(only(effects, Effect.SetTimer.class)).hasSize(1);
  }

  @Test
  void nullify_quorum_entersTheNextView() {
    for (int other : node.others()) {
      assertThat(node.from(other, node.vote(nullify, other))).isNotNull();
    }
    assertThat(node.engine.currentView()).isEqualTo(2);
  }

  @Test
  void nullify_byLeaderWithoutProposal_isFollowedAtOnce() {
    assertThat(votes(node.from(leader, node.vote(nullify, leader)))).containsExactly(nullify);
  }

  @Test
  void notarize_votesThatContradict_nullifyAtOnce() {
    List<Effect> effects = new ArrayList<>();
    for (int other : node.others()) {
      Ballot ballot = Ballot.notarize(round(1), Sha256.hash(new byte[] {(byte) other}));
      effects.addAll(node.from(other, node.vote(ballot, other)));
    }
    assertThat(votes(effects)).containsExactly(nullify);
  }

  @Test
  void proposal_second_convictsTheLeaderAndNullifies() {
    assertThat(node.from(leader, first)).isNotEmpty();
    List<Effect> effects = node.from(leader, node.first(2));
    assertThat(only(effects, Effect.ReportEvidence.class).getFirst().evidence().offence())
        .isEqualTo(Offence.DOUBLE_NOTARIZE);
    assertThat(votes(effects)).containsExactly(nullify);
    assertThat(only(effects, Effect.VerifyBlock.class)).isEmpty();
  }

  @Test
  void votes_thatConvict_areReportedWithTheirOffence() {
    int other = node.others(leader).getFirst();
    Ballot elsewhere = Ballot.finalize(round(1), Hash.ZERO);
    assertThat(offences(other, finalize, elsewhere)).containsExactly(Offence.DOUBLE_FINALIZE);
    Harness second = Harness.follower(Harness.four());
    assertThat(offences(second, other, nullify, finalize))
        .containsExactly(Offence.NULLIFY_AND_FINALIZE);
    Harness third = Harness.follower(Harness.four());
    assertThat(offences(third, other, elsewhere, notarize))
        .containsExactly(Offence.NOTARIZE_AND_FINALIZE_OTHER);
    Harness fourth = Harness.follower(Harness.four());
    assertThat(offences(fourth, other, notarize, nullify)).isEmpty();
  }

  @Test
  void vote_forgedContradiction_isNoEvidence() {
    int other = node.others(leader).getFirst();
    assertThat(node.from(other, node.vote(finalize, other))).isNotNull();
    Vote forged = new Vote(Ballot.finalize(round(1), Hash.ZERO), other, FakeBls.forged(3));
    List<Effect> effects = node.from(other, forged);
    assertThat(only(effects, Effect.ReportEvidence.class)).isEmpty();
    assertThat(faults(effects)).containsExactly(Fault.BAD_SIGNATURE);
  }

  @Test
  void votes_withBadSignatureAmongThem_certifyWithoutIt() {
    Harness seven = Harness.follower(Harness.context(1L, 1L, 1L, 1L, 1L, 1L, 1L));
    List<Integer> others = seven.others();
    List<Effect> effects = new ArrayList<>();
    int liar = others.get(2);
    for (int other : others) {
      Vote vote = seven.vote(nullify, other);
      Vote said = other == liar ? new Vote(nullify, liar, FakeBls.forged(1)) : vote;
      effects.addAll(seven.from(other, said));
    }
    assertThat(only(effects, Effect.Penalize.class))
        .containsExactly(new Effect.Penalize(Harness.peer(liar), Fault.BAD_SIGNATURE));
    assertThat(seven.engine.currentView()).isEqualTo(2);
  }

  @Test
  void quorum_isWeightNotCount() {
    EpochContext uneven = Harness.context(40L, 30L, 20L, 10L);
    Harness observer = Harness.started(uneven, -1);
    for (int light : new int[] {1, 2, 3}) {
      assertThat(observer.from(light, observer.vote(nullify, light))).isNotNull();
    }
    assertThat(observer.engine.currentView()).as("60 of 100").isEqualTo(1);
    assertThat(observer.from(0, observer.vote(nullify, 0))).isNotEmpty();
    assertThat(observer.engine.currentView()).isEqualTo(2);

    assertThat(faults(observer.from(1, observer.certificate(Ballot.nullify(round(2)), 1, 2, 3))))
        .containsExactly(Fault.BAD_CERTIFICATE);
    assertThat(faults(observer.from(1, observer.certificate(Ballot.nullify(round(2)), 0, 1))))
        .isEmpty();
    assertThat(observer.engine.currentView()).as("70 of 100").isEqualTo(3);
  }

  @Test
  void observer_neverVotes() {
    Harness observer = Harness.started(Harness.four(), -1);
    List<Effect> effects = new ArrayList<>(observer.from(leader, first));
    effects.addAll(observer.verified(id, Verdict.VALID));
    effects.addAll(observer.fires(TimerId.Kind.ADVANCE, 1));
    effects.addAll(observer.from(leader, node.quorum(notarize)));
    effects.addAll(observer.from(leader, node.quorum(finalize)));
    assertThat(votes(effects)).isEmpty();
    assertThat(only(effects, Effect.Finalized.class)).hasSize(1);
  }

  @Test
  void certificate_withBadSignature_isPenalized() {
    Certificate good = node.quorum(notarize);
    Certificate bad = new Certificate(notarize, good.signers(), FakeBls.forged(4));
    assertThat(faults(node.from(leader, bad))).containsExactly(Fault.BAD_CERTIFICATE);
    Certificate relabelled = new Certificate(finalize, good.signers(), good.signature());
    assertThat(faults(node.from(leader, relabelled))).containsExactly(Fault.BAD_CERTIFICATE);
    assertThat(node.engine.currentView()).isEqualTo(1);
  }

  @Test
  void vote_thatIsNotItsSenders_isDropped() {
    int other = node.others(leader).getFirst();
    assertThat(faults(node.from(other, node.vote(nullify, leader))))
        .containsExactly(Fault.NOT_YOURS);
    byte[] malformed = new byte[Message.SIGNATURE_BYTES];
    malformed[Message.SIGNATURE_BYTES - 1] = 1;
    assertThat(faults(node.from(other, new Vote(nullify, other, Bytes.of(malformed)))))
        .containsExactly(Fault.BAD_SIGNATURE);
  }

  @Test
  void vote_ofStragglerInOldView_isAnsweredOnce() {
    assertThat(node.from(leader, node.quorum(nullify))).isNotEmpty();
    int other = node.others(leader).getFirst();
    List<Effect> effects = node.from(other, node.vote(nullify, other));
    assertThat(effects).contains(new Effect.SendTo(Harness.peer(other), node.quorum(nullify)));
    Message.Status behind = new Message.Status(round(1), 0);
    assertThat(only(node.from(other, behind), Effect.SendTo.class)).isEmpty();
  }

  @Test
  void proposal_ofNextView_provesTheEntry() {
    Certificate parent = node.quorum(notarize);
    Justification justification = new Justification(parent, List.of());
    Proposal next = node.proposal(2, Harness.root(first), justification, 5);
    List<Effect> effects = node.from(node.leader(2), next);
    assertThat(node.engine.currentView()).isEqualTo(2);
    assertThat(effects).contains(new Effect.Broadcast(parent));
    assertThat(only(effects, Effect.VerifyBlock.class)).as("its parent is missing").isEmpty();
  }

  @Test
  void proposal_thatSkipsWithoutNullification_isRefused() {
    Justification none = new Justification(null, List.of());
    Proposal skipping = node.proposal(2, node.context.root(), none, 5);
    assertThat(faults(node.from(node.leader(2), skipping))).containsExactly(Fault.BAD_PROPOSAL);

    Justification wrong = new Justification(null, List.of(node.quorum(Ballot.nullify(round(2)))));
    assertThat(faults(node.from(node.leader(2), node.proposal(2, node.context.root(), wrong, 5))))
        .containsExactly(Fault.BAD_PROPOSAL);

    Certificate light = node.certificate(nullify, 0, 1);
    Justification weak = new Justification(null, List.of(light));
    assertThat(faults(node.from(node.leader(2), node.proposal(2, node.context.root(), weak, 5))))
        .containsExactly(Fault.BAD_PROPOSAL);

    Certificate good = node.quorum(nullify);
    Justification forged =
        new Justification(
            null, List.of(new Certificate(nullify, good.signers(), FakeBls.forged(1))));
    assertThat(faults(node.from(node.leader(2), node.proposal(2, node.context.root(), forged, 5))))
        .containsExactly(Fault.BAD_PROPOSAL);

    Justification right = new Justification(null, List.of(good));
    Proposal skip = node.proposal(2, node.context.root(), right, 5);
    assertThat(only(node.from(node.leader(2), skip), Effect.VerifyBlock.class)).hasSize(1);
  }

  @Test
  void proposal_whoseParentItDoesNotProve_isRefused() {
    Ballot elsewhere = Ballot.notarize(round(1), Hash.ZERO);
    List<Certificate> wrong =
        List.of(
            node.quorum(elsewhere),
            node.quorum(nullify),
            node.quorum(Ballot.notarize(round(2), id)),
            node.certificate(notarize, 0, 1),
            new Certificate(notarize, node.quorum(notarize).signers(), FakeBls.forged(1)));
    for (Certificate parent : wrong) {
      Harness fresh = Harness.follower(node.context);
      Justification why = new Justification(parent, List.of());
      Proposal next = fresh.proposal(2, Harness.root(first), why, 5);
      assertThat(faults(fresh.from(fresh.leader(2), next)))
          .as("%s", parent.ballot())
          .containsExactly(Fault.BAD_PROPOSAL);
    }
    Proposal bare = node.proposal(2, Harness.root(first), new Justification(null, List.of()), 5);
    assertThat(faults(node.from(node.leader(2), bare))).containsExactly(Fault.BAD_PROPOSAL);
  }

  @Test
  void proposal_bySomebodyElse_isNotTaken() {
    int other = node.others(leader).getFirst();
    assertThat(node.from(other, first)).as("relayed").isEmpty();
    ConsensusHeader header = first.block().header();
    ConsensusHeader usurped =
        new ConsensusHeader(
            header.round(),
            header.parentView(),
            header.parentId(),
            header.height(),
            other,
            header.timestampMillis(),
            header.payloadRoot(),
            StakingRoots.NONE,
            header.justificationRoot(),
            header.randaoReveal(),
            null,
            null);
    ProposedBlock block =
        new ProposedBlock(usurped, first.block().justification(), first.block().payload());
    assertThat(faults(node.from(other, node.signed(block)))).containsExactly(Fault.BAD_PROPOSAL);
  }

  @Test
  void proposal_fromTheFuture_isVerifiedButNotVotedFor() {
    Peer peer = Harness.peer(leader);
    long early = first.block().header().timestampMillis() - 6_000;
    List<Effect> effects = node.step(new Input.MessageReceived(peer, first, early));
    assertThat(only(effects, Effect.VerifyBlock.class)).hasSize(1);
    assertThat(votes(node.verified(id, Verdict.VALID))).isEmpty();
  }

  @Test
  void block_invalid_nullifiesAndIsDisputedWhenCertified() {
    assertThat(node.from(leader, first)).isNotEmpty();
    assertThat(votes(node.verified(id, Verdict.INVALID))).containsExactly(nullify);
    List<Effect> effects = node.from(leader, node.quorum(notarize));
    assertThat(only(effects, Effect.Disputed.class)).hasSize(1);
    assertThat(votes(effects)).isEmpty();
  }

  @Test
  void block_withForeignPayload_isFetchedFromOthers() {
    assertThat(node.from(leader, first)).isNotEmpty();
    List<Effect> effects = node.verified(id, Verdict.MISMATCH);
    assertThat(faults(effects)).containsExactly(Fault.WRONG_PAYLOAD);
    assertThat(votes(effects)).isEmpty();
    int other = node.others(leader).getFirst();
    assertThat(node.from(other, node.quorum(notarize))).isNotEmpty();
    assertThat(node.from(other, new Message.BlockResponse(first.block()))).isNotEmpty();
    assertThat(votes(node.verified(id, Verdict.VALID))).containsExactly(finalize);
  }

  private List<Effect> notarizeFirst() {
    List<Effect> effects = new ArrayList<>(node.from(leader, first));
    effects.addAll(node.verified(id, Verdict.VALID));
    int other = node.others(leader).getFirst();
    effects.addAll(node.from(other, node.vote(notarize, other)));
    return effects;
  }

  private List<Offence> offences(int validator, Ballot one, Ballot two) {
    return offences(node, validator, one, two);
  }

  private static List<Offence> offences(Harness node, int validator, Ballot one, Ballot two) {
    List<Effect> effects = new ArrayList<>(node.from(validator, node.vote(one, validator)));
    effects.addAll(node.from(validator, node.vote(two, validator)));
    return only(effects, Effect.ReportEvidence.class).stream()
        .map(report -> report.evidence().offence())
        .toList();
  }

  /// Found by the simulator: whoever asked blamed this node for a payload that somebody else had
  /// put under the header.
  @Test
  void blockRequest_beforeTheBlockIsVerified_isNotAnswered() {
    Harness node = Harness.follower(Harness.four());
    Proposal first = node.first(1);
    Hash id = first.block().id();
    var _ = node.from(node.leader(1), first);
    int other = node.others(node.leader(1)).getFirst();

    assertThat(node.from(other, new Message.BlockRequest(id))).isEmpty();
    var _ = node.verified(id, Verdict.VALID);
    assertThat(Harness.only(node.from(other, new Message.BlockRequest(id)), Effect.SendTo.class))
        .hasSize(1);
  }
}
