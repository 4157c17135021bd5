package org.cairn.consensus.simplex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.EvidenceWindow;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.light.EpochCertificate;
import org.cairn.consensus.light.FinalityVerifier;
import org.cairn.consensus.light.LightClient;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

final class EpochRouterTest {
  private static final List<Integer> ALL = List.of(0, 1, 2, 3);
  private static final long LENGTH = 3;
  private static final ValidatorSet STRANGERS =
      new ValidatorSet(FakeBls.validators(List.of(5L, 6L, 7L)));

  private final EpochNetwork network = new EpochNetwork(4, LENGTH);

  @Test
  void epochs_followOneAnother_fromTheFinalBlockOfEach() {
    network.start();
    network.runUntil(5 * LENGTH, ALL);
    EpochNetwork.Node node = network.nodes.getFirst();
    for (ProposedBlock block : node.blocks) {
      ConsensusHeader header = block.header();
      assertThat(header.round().epoch()).isEqualTo((header.height() - 1) / LENGTH);
      boolean last = header.height() % LENGTH == 0;
      assertThat(header.nextSetRoot() != null).as("at %d", header.height()).isEqualTo(last);
    }
    ProposedBlock first = node.blocks.get((int) LENGTH);
    Certificate ending = Objects.requireNonNull(first.justification().parent());
    assertThat(first.header().parentView()).isZero();
    assertThat(first.header().parentId()).isEqualTo(node.blocks.get((int) LENGTH - 1).id());
    assertThat(ending.kind()).isEqualTo(VoteKind.FINALIZE);
    assertThat(ending.ballot().round().epoch()).isZero();
  }

  @Test
  void epochs_ofOneBlockOrOneValidator_pass() {
    for (int validators : new int[] {1, 4}) {
      EpochNetwork small = new EpochNetwork(validators, 1);
      small.start();
      small.runUntil(12, ALL.subList(0, validators));
      assertThat(small.nodes.getFirst().blocks)
          .allMatch(block -> block.header().round().epoch() == block.header().height() - 1);
    }
  }

  /// A message of far away makes the node fetch up to the epoch that it names.
  @Test
  void message_fromALaterEpoch_asksForBlocksUpToIt() {
    network.start();
    network.runUntil(1, ALL);
    Message.Status far = new Message.Status(new Round(9, 4), 2);
    EpochRouter router = network.nodes.getFirst().router;
    Input told = new Input.MessageReceived(EpochNetwork.peer(2), far, EpochNetwork.NOW_MILLIS);
    assertThat(router.step(told))
        .containsExactly(new Effect.CatchUp(new Round(9, 0), List.of(EpochNetwork.peer(2))));
    assertThat(router.step(told)).as("once a view").isEmpty();
  }

  /// So does one of the next epoch while much of this one is missing; near its end, the peer is
  /// only asked how it ended.
  @Test
  void message_fromTheNextEpoch_asksForBlocksWhenManyAreMissing() {
    Message.Status next = new Message.Status(new Round(1, 4), 2);
    for (long blocks : new long[] {2, 16}) {
      EpochNetwork wide = new EpochNetwork(4, 18);
      wide.start();
      wide.runUntil(blocks, ALL);
      EpochRouter router = wide.nodes.getFirst().router;
      Input told = new Input.MessageReceived(EpochNetwork.peer(2), next, EpochNetwork.NOW_MILLIS);
      List<Effect> effects = router.step(told);
      assertThat(effects).anyMatch(effect -> effect instanceof Effect.SendTo);
      var bulk = new Effect.CatchUp(new Round(1, 0), List.of(EpochNetwork.peer(2)));
      assertThat(effects.contains(bulk)).as("at %d", blocks).isEqualTo(blocks == 2);
      assertThat(router.step(told)).as("once a view").isEmpty();
    }
  }

  /// Nobody hears of a vote to finalize the last block itself: a re-proposal makes it final.
  @Test
  void lastBlock_notarizedOnly_isRepeatedUntilItIsFinal() {
    network.allow(
        (_, _, message) -> !(finalizes(message) && heightOf(message) == Height.LAST_ITSELF));
    network.start();
    network.runUntil(2 * LENGTH, ALL);
    EpochNetwork.Node node = network.nodes.getFirst();
    FinalityProof proof = node.proofs.get((int) LENGTH - 1);
    ConsensusHeader last = node.blocks.get((int) LENGTH - 1).header();
    ConsensusHeader named = proof.path().getFirst().header();
    assertThat(proof.header()).isEqualTo(last);
    assertThat(named.isReproposal()).isTrue();
    assertThat(named.reproposalOf()).isEqualTo(last.id());
    assertThat(named.height()).isEqualTo(last.height());
    assertThat(new FinalityVerifier(network.genesis, EpochNetwork.BLS).isFinal(proof)).isTrue();
    Justification first = node.blocks.get((int) LENGTH).justification();
    assertThat(first.reproposal()).isEqualTo(named);
    assertThat(node.blocks.get((int) LENGTH).header().parentId()).isEqualTo(last.id());
  }

  @Test
  void node_thatMissedTheEnd_isToldByTheOldEngine() {
    network.start();
    network.runUntil(LENGTH - 1, ALL);
    network.allow((from, to, _) -> from != 3 && to != 3);
    network.runUntil(LENGTH + 1, List.of(0, 1, 2));
    assertThat(network.nodes.get(3).router.epoch()).isZero();
    network.allow((_, _, _) -> true);
    network.fires(3, TimerId.Kind.REBROADCAST);
    network.run(3_000);
    for (int i = 0; i < 20 && network.nodes.get(3).router.epoch() == 0; i++) {
      network.fires(3, TimerId.Kind.FETCH);
      network.fires(3, TimerId.Kind.REBROADCAST);
      network.run(2_000);
    }
    assertThat(network.nodes.get(3).router.epoch()).isPositive();
  }

  /// The answer is lost, and nothing moves without the node that needs it.
  @Test
  void node_thatMissedTheEnd_isToldAgainWhileNothingMoves() {
    network.start();
    network.runUntil(LENGTH - 1, ALL);
    network.allow((from, to, _) -> from != 3 && to != 3);
    network.runUntil(LENGTH + 1, List.of(0, 1, 2));
    network.allow((from, _, _) -> from == 3);
    network.run(5_000);
    network.fires(3, TimerId.Kind.REBROADCAST);
    network.run(5_000);
    network.allow((from, to, _) -> from == 3 || to == 3);
    for (int i = 0; i < 5; i++) {
      for (int node : ALL) {
        network.fires(node, TimerId.Kind.REBROADCAST);
      }
      network.run(5_000);
      network.fires(3, TimerId.Kind.FETCH);
      network.run(5_000);
    }
    assertThat(network.nodes.get(3).router.epoch()).isPositive();
  }

  @Test
  void node_thatIsTwoEpochsBehind_catchesUpInBulk() {
    network.start();
    network.runUntil(LENGTH - 1, ALL);
    network.allow((from, to, _) -> from != 3 && to != 3);
    network.runUntil(4 * LENGTH, List.of(0, 1, 2));
    network.allow((_, _, _) -> true);
    network.nodes.get(3).effects.clear();
    network.run(2_000);
    assertThat(network.nodes.get(3).effects).anyMatch(effect -> effect instanceof Effect.CatchUp);
  }

  @Test
  void restart_atAnEpochsEnd_goesOn() {
    network.start();
    for (int restarts = 0; restarts < 8; restarts++) {
      network.runUntil(1 + 2 * restarts, ALL);
      network.restart(restarts % 4);
    }
    network.runUntil(20, ALL);
    Hash id = network.nodes.getFirst().blocks.get(19).id();
    assertThat(network.nodes).allMatch(node -> node.blocks.get(19).id().equals(id));
  }

  @Test
  void accusation_thatIsProven_isPassedOnOnceAndOffered() {
    network.start();
    network.runUntil(1, ALL);
    Evidence evidence = evidence(network.genesis, 2, 1);
    Input told =
        new Input.MessageReceived(
            EpochNetwork.peer(1), new Message.Accusation(evidence), EpochNetwork.NOW_MILLIS);
    EpochRouter router = network.nodes.getFirst().router;
    assertThat(router.step(told))
        .containsExactly(
            new Effect.ReportEvidence(evidence),
            new Effect.Broadcast(new Message.Accusation(evidence)));
    assertThat(router.step(told)).isEmpty();
    assertThat(router.evidence()).containsExactly(evidence);
    network.nodes.getFirst().effects.clear();
    network.runUntil(6, ALL);
    assertThat(network.nodes.getFirst().effects)
        .filteredOn(effect -> effect instanceof Effect.BuildPayload)
        .allSatisfy(effect ->
            assertThat(((Effect.BuildPayload) effect).evidence()).containsExactly(evidence));
    network.runUntil(5 * LENGTH, ALL);
    assertThat(router.evidence()).as("too old to be used").isEmpty();
  }

  /// A router in epoch 6 of a chain whose blocks accept evidence of four epochs before, which knows
  /// the former epochs from its chain only.
  private EpochRouter late(List<Evidence> remembered, Set<Bytes> settled) {
    assertThat(past(5).epoch()).isEqualTo(5);
    EpochNetwork.Node node = network.nodes.getFirst();
    EvidenceWindow window =
        new EvidenceWindow() {
          @Override
          public long epochs() {
            return 4;
          }

          @Override
          public EpochContext context(long epoch) {
            return node.past.get((int) epoch).epoch();
          }

          @Override
          public boolean isSettled(Bytes publicKey) {
            return settled.contains(publicKey);
          }
        };
    EpochRouter router = new EpochRouter(EngineConfig.of(100, 50), EpochNetwork.BLS, null, window);
    List<Boundary> past = node.past.subList(node.past.size() - 2, node.past.size());
    var _ =
        router.step(
            new Input.Start(
                new RecoveredState(
                    node.context, past, node.context.root(), null, List.of(), remembered)));
    return router;
  }

  private EpochContext past(int epoch) {
    if (network.nodes.getFirst().past.isEmpty()) {
      network.start();
      network.runUntil(6 * LENGTH + 1, ALL);
    }
    return network.nodes.getFirst().past.get(epoch).epoch();
  }

  private static List<Effect> accuse(EpochRouter router, Evidence evidence) {
    return router.step(
        new Input.MessageReceived(
            EpochNetwork.peer(1), new Message.Accusation(evidence), EpochNetwork.NOW_MILLIS));
  }

  @Test
  void accusation_fromTheWindowsFirstEpoch_isTakenAndOneBeforeIsNot() {
    EpochRouter router = late(List.of(), Set.of());
    assertThat(router.epoch()).isEqualTo(6);
    assertThat(accuse(router, evidence(past(1), 2, 1))).isEmpty();
    Evidence first = evidence(past(2), 2, 1);
    assertThat(accuse(router, first)).contains(new Effect.ReportEvidence(first));
    Evidence good = evidence(past(3), 3, 1);
    Evidence forged =
        new Evidence(
            good.offence(), good.first(), new Vote(good.second().ballot(), 3, FakeBls.forged(3)));
    assertThat(accuse(router, forged))
        .containsExactly(new Effect.Penalize(EpochNetwork.peer(1), Fault.BAD_EVIDENCE));
    assertThat(router.evidence()).containsExactly(first);
  }

  /// Accusations are passed on once: a node that is a moment behind must not lose them.
  @Test
  void accusation_ofTheNextEpoch_waitsUntilTheNodeHasComeToIt() {
    network.start();
    network.runUntil(LENGTH - 1, ALL);
    network.allow((from, to, _) -> from != 3 && to != 3);
    network.runUntil(LENGTH + 1, List.of(0, 1, 2));
    EpochRouter behind = network.nodes.get(3).router;
    assertThat(behind.epoch()).isZero();
    Evidence evidence = evidence(network.nodes.getFirst().context, 2, 40);
    assertThat(evidence.round().epoch()).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      assertThat(accuse(behind, evidence)).isEmpty();
    }
    network.allow((_, _, _) -> true);
    for (int i = 0; i < 20 && behind.epoch() == 0; i++) {
      network.fires(3, TimerId.Kind.REBROADCAST);
      network.fires(3, TimerId.Kind.FETCH);
      network.run(2_000);
    }
    assertThat(behind.epoch()).isPositive();
    assertThat(behind.evidence()).containsExactly(evidence);
    assertThat(network.nodes.get(3).effects)
        .filteredOn(new Effect.ReportEvidence(evidence)::equals)
        .hasSize(1);
  }

  @Test
  void accusation_ofOneWhoIsPunished_isNoNews() {
    Bytes punished = network.genesis.validators().publicKey(2);
    EpochRouter router = late(List.of(), Set.of(punished));
    assertThat(accuse(router, evidence(past(3), 2, 1))).isEmpty();
  }

  /// Neither the number of its offences nor their age lets one validator fill the pool.
  @Test
  void accusations_ofOneValidator_keepTwoPiecesTheNewestOfEach() {
    EpochRouter router = late(List.of(), Set.of());
    for (int epoch = 2; epoch < 6; epoch++) {
      for (int view = 1; view <= 20; view++) {
        var _ = accuse(router, evidence(past(epoch), 2, view));
      }
    }
    assertThat(router.evidence()).containsExactly(evidence(past(5), 2, 1));
  }

  @Test
  void evidenceOfTheFile_isKeptWhileItCounts() {
    Evidence known = evidence(past(1), 1, 1);
    assertThat(late(List.of(known), Set.of()).evidence()).as("of epoch 1, in epoch 6").isEmpty();
    Evidence counts = evidence(past(2), 1, 1);
    assertThat(late(List.of(known, counts), Set.of()).evidence()).containsExactly(counts);
  }

  @Test
  void accusation_thatIsForged_costsTheConnection() {
    network.start();
    network.runUntil(1, ALL);
    Evidence good = evidence(network.genesis, 2, 1);
    Vote forged = new Vote(good.second().ballot(), 2, FakeBls.forged(3));
    Evidence bad = new Evidence(good.offence(), good.first(), forged);
    EpochRouter router = network.nodes.getFirst().router;
    assertThat(
            router.step(
                new Input.MessageReceived(
                    EpochNetwork.peer(1), new Message.Accusation(bad), EpochNetwork.NOW_MILLIS)))
        .containsExactly(new Effect.Penalize(EpochNetwork.peer(1), Fault.BAD_EVIDENCE));
    assertThat(router.evidence()).isEmpty();
  }

  @Test
  void lightClient_withGenesisOnly_acceptsTheHeadAndRefusesForgeries() {
    network.start();
    network.runUntil(4 * LENGTH + 1, ALL);
    EpochNetwork.Node node = network.nodes.getFirst();
    LightClient client =
        LightClient.atGenesis(network.chain, network.genesis.validators(), EpochNetwork.BLS);
    FinalityProof head = node.proofs.getLast();
    assertThat(client.accept(head)).as("epochs away").isFalse();
    for (int epoch = 0; epoch < 4; epoch++) {
      FinalityProof end = node.proofs.get((int) (LENGTH * (epoch + 1)) - 1);
      assertThat(client.accept(new EpochCertificate(node.proofs.get((int) LENGTH * epoch), null)))
          .as("not the last block")
          .isFalse();
      assertThat(client.accept(new EpochCertificate(end, STRANGERS)))
          .as("other validators")
          .isFalse();
      FinalityProof unsigned =
          new FinalityProof(
              new Certificate(
                  end.finalization().ballot(), end.finalization().signers(), FakeBls.forged(7)),
              end.path());
      assertThat(client.accept(new EpochCertificate(unsigned, null))).as("unsigned").isFalse();
      EpochCertificate certificate = new EpochCertificate(end, null);
      assertThat(EpochCertificate.decode(certificate.encode())).isEqualTo(certificate);
      assertThat(client.accept(certificate)).isTrue();
    }
    assertThat(client.accept(head)).isTrue();
    assertThat(client.head().id()).isEqualTo(head.header().id());
    LightClient later =
        LightClient.at(
            network.chain, client.checkpoint(), network.genesis.validators(), EpochNetwork.BLS);
    assertThat(later.accept(head)).isTrue();
  }

  static Evidence evidence(EpochContext context, int validator, long view) {
    Round round = new Round(context.epoch(), view);
    Vote nullify = vote(context, Ballot.nullify(round), validator);
    Vote finalize = vote(context, Ballot.finalize(round, context.forkDigest()), validator);
    return new Evidence(Evidence.Offence.NULLIFY_AND_FINALIZE, nullify, finalize);
  }

  static Vote vote(EpochContext context, Ballot ballot, int validator) {
    Bytes signature = FakeBls.sign(FakeBls.key(validator), context.signingRoot(ballot));
    return new Vote(ballot, validator, signature);
  }

  private enum Height {
    LAST_ITSELF,
    OTHER
  }

  private static boolean finalizes(Message message) {
    return message instanceof Vote vote && vote.ballot().kind() == VoteKind.FINALIZE;
  }

  /// Whether a vote names the last block of epoch 0 itself.
  private Height heightOf(Message message) {
    Ballot ballot = ((Vote) message).ballot();
    boolean last =
        network.nodes.stream()
            .flatMap(node -> node.journal.stream())
            .anyMatch(entry ->
                entry instanceof JournalRecord.BlockStored(var block)
                    && block.id().equals(ballot.blockId())
                    && block.header().round().epoch() == 0
                    && block.header().height() == LENGTH
                    && !block.header().isReproposal());
    return last ? Height.LAST_ITSELF : Height.OTHER;
  }
}
