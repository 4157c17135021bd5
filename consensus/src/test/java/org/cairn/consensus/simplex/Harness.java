package org.cairn.consensus.simplex;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
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
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// One engine driven by hand, with messages of the other validators made to order. The journal
/// answers at once unless told not to.
final class Harness {
  static final EngineConfig CONFIG = EngineConfig.of(100, 50);
  static final long NOW_MILLIS = 5_000_000;
  private static final FakeBls BLS = new FakeBls();

  final EpochContext context;
  final SimplexEngine engine;
  final int self;
  final List<JournalRecord> journal = new ArrayList<>();
  boolean journalAnswers = true;

  private Harness(EpochContext context, int self) {
    this.context = context;
    this.self = self;
    this.engine =
        new SimplexEngine(
            context,
            CONFIG,
            BLS,
            self < 0
                ? null
                : new GuardedFakeSigner(
                    self, SigningGuard.recover(new MemoryWatermark(), false, List.of())));
  }

  static EpochContext context(Long... stakes) {
    ValidatorSet validators = new ValidatorSet(FakeBls.validators(Arrays.asList(stakes)));
    return EpochContext.genesis(
        new EpochContext.Chain(9, Sha256.hash(new byte[] {9}), 1_000_000, 1_000),
        validators,
        Hash.ZERO);
  }

  static EpochContext four() {
    return context(1L, 1L, 1L, 1L);
  }

  /// An engine before its start.
  static Harness idle(EpochContext context, int self) {
    return new Harness(context, self);
  }

  static Harness started(EpochContext context, int self) {
    Harness harness = idle(context, self);
    var _ = harness.start(RecoveredState.fresh(context));
    return harness;
  }

  /// An engine of a validator that does not lead the first views.
  static Harness follower(EpochContext context) {
    Harness probe = idle(context, -1);
    for (int i = 0; i < context.validators().size(); i++) {
      if (probe.engine.leader(1) != i && probe.engine.leader(2) != i) {
        return started(context, i);
      }
    }
    throw new AssertionError("everybody leads");
  }

  List<Effect> start(RecoveredState state) {
    return step(new Input.Start(state));
  }

  /// One input, and the journal's answers to it.
  List<Effect> step(Input input) {
    List<Effect> all = new ArrayList<>(engine.step(input));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Effect.Persist persist) {
        journal.addAll(persist.records());
        if (persist.sync() && journalAnswers) {
          all.addAll(engine.step(new Input.Persisted(persist.seq())));
        }
      }
    }
    return all;
  }

  List<Effect> from(int validator, Message message) {
    return step(new Input.MessageReceived(peer(validator), message, NOW_MILLIS));
  }

  List<Effect> fires(TimerId.Kind kind, long view) {
    return step(new Input.TimerFired(new TimerId(kind, round(view))));
  }

  List<Effect> verified(Hash id, Verdict verdict) {
    return step(new Input.BlockVerified(id, verdict));
  }

  int leader(long view) {
    return engine.leader(view);
  }

  /// The validators other than this one and the excepted ones.
  List<Integer> others(int... except) {
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < context.validators().size(); i++) {
      int validator = i;
      if (i != self && Arrays.stream(except).noneMatch(e -> e == validator)) {
        others.add(i);
      }
    }
    return others;
  }

  static Peer peer(int validator) {
    Bytes nodeId = Bytes.wrap(ByteBuffer.allocate(4).putInt(validator).array());
    return new Peer(nodeId, validator < 0 ? Bytes.EMPTY : FakeBls.key(validator));
  }

  static Round round(long view) {
    return new Round(0, view);
  }

  Vote vote(Ballot ballot, int validator) {
    Bytes signature = FakeBls.sign(FakeBls.key(validator), context.signingRoot(ballot));
    return new Vote(ballot, validator, signature);
  }

  Certificate certificate(Ballot ballot, int... signers) {
    boolean[] signed = new boolean[context.validators().size()];
    List<Bytes> signatures = new ArrayList<>();
    for (int signer : signers) {
      signed[signer] = true;
      signatures.add(vote(ballot, signer).signature());
    }
    return new Certificate(ballot, SignerSet.of(signed), BLS.aggregate(signatures));
  }

  /// By the first three of four.
  Certificate quorum(Ballot ballot) {
    return certificate(ballot, 0, 1, 2);
  }

  Proposal first(int salt) {
    return proposal(1, context.root(), new Justification(null, List.of()), salt);
  }

  Proposal proposal(long view, RootBlock parent, Justification justification, int salt) {
    byte[] payload = {1, (byte) salt};
    ConsensusHeader header =
        new ConsensusHeader(
            round(view),
            parent.view(),
            parent.id(),
            parent.height() + 1,
            engine.leader(view),
            parent.timestampMillis() + 10,
            Sha256.hash(payload),
            StakingRoots.NONE,
            justification.root(),
            FakeBls.reveal(context, round(view), engine.leader(view)),
            null,
            null);
    return signed(new ProposedBlock(header, justification, Bytes.of(payload)));
  }

  Proposal signed(ProposedBlock block) {
    ConsensusHeader header = block.header();
    Vote vote = vote(Ballot.notarize(header.round(), header.id()), header.proposer());
    return new Proposal(block, vote.signature());
  }

  static RootBlock root(Proposal proposal) {
    return RootBlock.of(proposal.block().header(), proposal.block().id());
  }

  /// The ballots that this node broadcasts votes for, the one in a proposal included.
  static List<Ballot> votes(List<Effect> effects) {
    List<Ballot> ballots = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Broadcast(Vote vote)) {
        ballots.add(vote.ballot());
      } else if (effect instanceof Effect.Broadcast(Proposal proposal)) {
        ballots.add(proposal.vote().ballot());
      }
    }
    return ballots;
  }

  static <T extends Effect> List<T> only(List<Effect> effects, Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static List<Fault> faults(List<Effect> effects) {
    return only(effects, Effect.Penalize.class).stream().map(Effect.Penalize::fault).toList();
  }
}
