package org.cairn.consensus.fuzz;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.leader.LeaderSchedule;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.sim.GuardedFakeSigner;
import org.cairn.consensus.sim.MemoryWatermark;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.EngineConfig;
import org.cairn.consensus.simplex.EpochRouter;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.Peer;
import org.cairn.consensus.simplex.RecoveredState;
import org.cairn.consensus.simplex.TimerId;
import org.cairn.consensus.simplex.Verdict;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// One engine against everybody else: all other validators are one adversary with all their keys,
/// who makes up messages, well-formed or not, even certificates that contradict each other. The
/// engine must not throw, must not say two things that convict it, and must stay small.
final class StepFuzz {
  private static final FakeBls BLS = new FakeBls();
  private static final long NOW_MILLIS = 5_000_000;
  private static final int STEPS = 400;

  private final SplittableRandom random;
  private final EpochContext genesis;
  private final int self;
  private final EpochRouter router;
  private final Map<Long, EpochContext> contexts = new HashMap<>();
  private final ArrayDeque<Input> answers = new ArrayDeque<>();
  private final List<Input> slowAnswers = new ArrayList<>();
  private final List<TimerId> timers = new ArrayList<>();
  private final List<ProposedBlock> blocks = new ArrayList<>();
  private final List<Certificate> certificates = new ArrayList<>();
  private final Set<Ballot> said = new LinkedHashSet<>();

  StepFuzz(long seed) {
    random = new SplittableRandom(seed);
    int n = new int[] {1, 2, 4, 7}[random.nextInt(4)];
    List<Long> stakes = new ArrayList<>(Collections.nCopies(n, 1L));
    stakes.replaceAll(_ -> 1 + random.nextLong(5));
    ValidatorSet set = new ValidatorSet(FakeBls.validators(stakes));
    var chain =
        new EpochContext.Chain(3, Sha256.hash(new byte[] {3}), 1_000, 1 + random.nextInt(5));
    genesis = EpochContext.genesis(chain, set, Hash.ZERO);
    contexts.put(0L, genesis);
    self = random.nextInt(n + 1) - 1;
    var guard = SigningGuard.recover(new MemoryWatermark(), false, List.of());
    router =
        new EpochRouter(
            EngineConfig.of(100, 50), BLS, self < 0 ? null : new GuardedFakeSigner(self, guard));
  }

  /// The rounds that the engine came through, to see that it gets somewhere.
  long run() {
    step(new Input.Start(RecoveredState.fresh(genesis)));
    for (int i = 0; i < STEPS; i++) {
      while (!answers.isEmpty()) {
        step(answers.remove());
      }
      step(next());
    }
    return router.epoch() * 1_000 + router.current().currentView();
  }

  private Input next() {
    int choice = random.nextInt(20);
    if (choice < 6 && !slowAnswers.isEmpty()) {
      return slowAnswers.remove(random.nextInt(slowAnswers.size()));
    }
    if (choice < 8 && !timers.isEmpty()) {
      return new Input.TimerFired(timers.get(random.nextInt(timers.size())));
    }
    return switch (choice) {
      case 8 -> new Input.PeerConnected(peer(anybody()));
      case 9 -> new Input.PeerDisconnected(peer(anybody()));
      default -> new Input.MessageReceived(peer(anybody()), message(), NOW_MILLIS);
    };
  }

  private void step(Input input) {
    for (Effect effect : router.step(input)) {
      switch (effect) {
        case Effect.Persist persist -> {
          if (persist.sync()) {
            answers.add(new Input.Persisted(persist.seq()));
          }
        }
        case Effect.Broadcast(Message message) -> sent(message);
        case Effect.SendTo(_, Message message) -> sent(message);
        case Effect.SetTimer(TimerId timer, _) -> timers.add(timer);
        case Effect.BuildPayload build -> slowAnswers.add(payload(build));
        case Effect.VerifyBlock verify -> {
          blocks.add(verify.block());
          int verdict = random.nextInt(8);
          slowAnswers.add(
              new Input.BlockVerified(
                  verify.blockId(),
                  verdict == 0
                      ? Verdict.INVALID
                      : verdict == 1 ? Verdict.MISMATCH : Verdict.VALID));
        }
        case Effect.EpochFinalized(var boundary) -> {
          ConsensusHeader last = boundary.proof().header();
          ValidatorSet set = genesis.validators();
          EpochContext next =
              boundary.epoch().next(RootBlock.of(last, last.id()), set, last.id(), set.root());
          contexts.put(next.epoch(), next);
          slowAnswers.add(new Input.EpochOpened(next, boundary));
        }
        default -> {}
      }
    }
    trim(timers, 40);
    trim(blocks, 30);
    trim(certificates, 30);
    check(router.evidence().size() <= 1024, "evidence without bound");
  }

  private static void trim(List<?> list, int size) {
    if (list.size() > size) {
      list.subList(0, list.size() - size).clear();
    }
  }

  private Input payload(Effect.BuildPayload build) {
    byte[] bytes = new byte[8];
    ByteBuffer.wrap(bytes).putLong(random.nextLong());
    return random.nextInt(6) == 0
        ? new Input.PayloadFailed(build.round())
        : new Input.PayloadBuilt(
            build.round(),
            Bytes.wrap(bytes),
            Sha256.hash(bytes),
            StakingRoots.NONE,
            build.minTimestampMillis());
  }

  /// What the engine says under its own key, it may say again, but never contradict.
  private void sent(Message message) {
    Vote vote =
        switch (message) {
          case Vote own -> own;
          case Proposal proposal -> {
            blocks.add(proposal.block());
            yield proposal.vote();
          }
          case Certificate certificate -> {
            certificates.add(certificate);
            yield null;
          }
          default -> null;
        };
    if (vote == null || vote.validator() != self) {
      return;
    }
    for (Ballot earlier : said) {
      check(
          Evidence.offence(earlier, vote.ballot()) == null,
          "convicts itself with " + earlier + " and " + vote.ballot());
    }
    said.add(vote.ballot());
  }

  // ---- What the adversary says.

  private Message message() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> proposal();
      case 3, 4, 5 -> vote(ballot(), random.nextInt(genesis.validators().size()));
      case 6, 7, 8 -> certificate(ballot());
      case 9 -> new Message.Status(round(), random.nextLong(40));
      case 10 ->
          random.nextBoolean()
              ? new Message.BlockRequest(blockId())
              : new Message.BlockResponse(proposal().block());
      default -> accusation();
    };
  }

  private Round round() {
    long epoch = Math.max(0, router.epoch() + random.nextInt(4) - 1);
    long current = Math.max(1, router.current().currentView());
    long view = Math.max(1, current + random.nextInt(8) - 4);
    return new Round(epoch, random.nextInt(30) == 0 ? 1 + random.nextLong(1L << 40) : view);
  }

  private Hash blockId() {
    return blocks.isEmpty() || random.nextInt(6) == 0
        ? Sha256.hash(new byte[] {(byte) random.nextInt(3)})
        : blocks.get(random.nextInt(blocks.size())).id();
  }

  private Ballot ballot() {
    if (!blocks.isEmpty() && random.nextInt(3) > 0) {
      ConsensusHeader header = blocks.get(random.nextInt(blocks.size())).header();
      return random.nextBoolean()
          ? Ballot.notarize(header.round(), header.id())
          : Ballot.finalize(header.round(), header.id());
    }
    Round round = round();
    return switch (random.nextInt(4)) {
      case 0 -> Ballot.notarize(round, blockId());
      case 1 -> Ballot.finalize(round, blockId());
      default -> Ballot.nullify(round);
    };
  }

  private EpochContext context(long epoch) {
    EpochContext known = contexts.get(epoch);
    return known != null
        ? known
        : new EpochContext(
            epoch,
            genesis.validators(),
            genesis.seed(),
            genesis.forkDigest(),
            genesis.root(),
            genesis.lengthBlocks(),
            genesis.nextSetRoot());
  }

  /// By anybody but the engine's own key, which nobody else has.
  private Vote vote(Ballot ballot, int validator) {
    boolean forged = validator == self || random.nextInt(15) == 0;
    Bytes signature =
        forged
            ? FakeBls.forged(random.nextInt())
            : FakeBls.sign(
                FakeBls.key(validator), context(ballot.round().epoch()).signingRoot(ballot));
    return new Vote(ballot, validator, signature);
  }

  private Certificate certificate(Ballot ballot) {
    int n = genesis.validators().size();
    boolean[] signed = new boolean[n];
    List<Bytes> signatures = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean own = i == self && !said.contains(ballot);
      if (!own && random.nextInt(12) > 0) {
        signed[i] = true;
        signatures.add(
            FakeBls.sign(FakeBls.key(i), context(ballot.round().epoch()).signingRoot(ballot)));
      }
    }
    Bytes sum = signatures.isEmpty() ? FakeBls.forged(1) : BLS.aggregate(signatures);
    return new Certificate(ballot, SignerSet.of(signed), sum);
  }

  private Proposal proposal() {
    Round round = round();
    EpochContext context = context(round.epoch());
    RootBlock parent = context.root();
    Certificate because = null;
    if (!blocks.isEmpty() && random.nextInt(4) > 0) {
      ConsensusHeader header = blocks.get(random.nextInt(blocks.size())).header();
      if (header.round().epoch() == round.epoch() && header.view() < round.view()) {
        parent = RootBlock.of(header, header.id());
        because = certificate(Ballot.notarize(header.round(), header.id()));
      }
    }
    List<Certificate> skips = new ArrayList<>();
    for (long view = parent.view() + 1; view < round.view() && skips.size() < 12; view++) {
      skips.add(certificate(Ballot.nullify(new Round(round.epoch(), view))));
    }
    int leader = new LeaderSchedule(context).leader(round.view());
    boolean last = parent.height() + 1 == context.lastHeight();
    boolean again = parent.height() == context.lastHeight();
    byte[] payload = again ? new byte[0] : new byte[] {(byte) random.nextInt(4)};
    Justification why = new Justification(because, skips);
    Hash payloadRoot = again ? parent.payloadRoot() : Sha256.hash(payload);
    ConsensusHeader header =
        new ConsensusHeader(
            round,
            parent.view(),
            parent.id(),
            parent.height() + (again ? 0 : 1),
            leader,
            parent.timestampMillis() + (again ? 0 : 1 + random.nextInt(3)),
            payloadRoot,
            StakingRoots.NONE,
            why.root(),
            again ? Bytes.EMPTY : FakeBls.reveal(context, round, leader),
            last || again ? context.nextSetRoot() : null,
            again ? parent.id() : null);
    ProposedBlock block = new ProposedBlock(header, why, Bytes.wrap(payload));
    blocks.add(block);
    Vote vote = vote(Ballot.notarize(round, header.id()), leader);
    return new Proposal(block, vote.signature());
  }

  private Message accusation() {
    Round round = round();
    int validator = random.nextInt(genesis.validators().size());
    Vote first = vote(Ballot.nullify(round), validator);
    Vote second = vote(Ballot.finalize(round, blockId()), validator);
    return new Message.Accusation(
        new Evidence(Evidence.Offence.NULLIFY_AND_FINALIZE, first, second));
  }

  private int anybody() {
    return random.nextInt(genesis.validators().size() + 1);
  }

  private Peer peer(int index) {
    boolean validator = index < genesis.validators().size();
    return new Peer(
        Bytes.wrap(ByteBuffer.allocate(4).putInt(index).array()),
        validator ? FakeBls.key(index) : Bytes.EMPTY);
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
