package org.cairn.consensus.simplex;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.sim.GuardedFakeSigner;
import org.cairn.consensus.sim.MemoryWatermark;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Whole chains in memory without time: messages arrive in the order in which they are sent, blocks
/// are committed at once, and timers expire only when a test says so.
final class EpochNetwork {
  /// Which messages arrive.
  interface Rule {
    boolean passes(int from, int to, Message message);
  }

  /// One node: the engine, what it committed, and its journal.
  static final class Node {
    final int index;
    EpochRouter router;
    EpochContext context;
    final List<Boundary> past = new ArrayList<>();
    final List<ProposedBlock> blocks = new ArrayList<>();
    final List<FinalityProof> proofs = new ArrayList<>();
    final List<JournalRecord> journal = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();

    private Node(int index, EpochContext context, EpochRouter router) {
      this.index = index;
      this.context = context;
      this.router = router;
    }

    RootBlock root() {
      return blocks.isEmpty()
          ? context.root()
          : RootBlock.of(blocks.getLast().header(), blocks.getLast().id());
    }
  }

  private record Delivery(int to, Input input) {}

  static final FakeBls BLS = new FakeBls();
  static final long NOW_MILLIS = 9_000_000;
  private static final EngineConfig CONFIG = EngineConfig.of(100, 50);

  final EpochContext genesis;
  final EpochContext.Chain chain;
  final List<Node> nodes = new ArrayList<>();
  private final ArrayDeque<Delivery> deliveries = new ArrayDeque<>();
  private Rule rule = (_, _, _) -> true;
  private long salt;

  EpochNetwork(int validators, long epochBlocks) {
    ValidatorSet set = new ValidatorSet(FakeBls.validators(Collections.nCopies(validators, 1L)));
    chain = new EpochContext.Chain(9, Sha256.hash(new byte[] {9}), 1_000_000, epochBlocks);
    genesis = EpochContext.genesis(chain, set, Hash.ZERO);
    for (int i = 0; i < validators; i++) {
      nodes.add(new Node(i, genesis, router(i)));
    }
  }

  private static EpochRouter router(int index) {
    var guard = SigningGuard.recover(new MemoryWatermark(), false, List.of());
    return new EpochRouter(CONFIG, BLS, new GuardedFakeSigner(index, guard));
  }

  void start() {
    for (Node node : nodes) {
      deliver(node.index, new Input.Start(RecoveredState.fresh(genesis)));
      for (Node other : nodes) {
        if (other != node) {
          deliver(node.index, new Input.PeerConnected(peer(other.index)));
        }
      }
    }
  }

  /// A new process of a node, from what it has on disk.
  void restart(int index) {
    Node node = nodes.get(index);
    deliveries.removeIf(delivery -> delivery.to() == index);
    node.router = router(index);
    boolean atRoot = node.root().height() == node.context.root().height();
    Certificate finalization = atRoot ? null : node.proofs.getLast().finalization();
    RootBlock root = atRoot ? node.context.root() : node.root();
    deliver(
        index,
        new Input.Start(
            new RecoveredState(
                node.context, node.past, root, finalization, node.journal, List.of())));
    for (Node other : nodes) {
      if (other != node) {
        deliver(index, new Input.PeerConnected(peer(other.index)));
        deliver(other.index, new Input.PeerConnected(peer(index)));
      }
    }
  }

  void allow(Rule chosen) {
    rule = chosen;
  }

  void deliver(int to, Input input) {
    deliveries.add(new Delivery(to, input));
  }

  /// Runs until this many more inputs were taken, or nothing is left to do.
  void run(int inputs) {
    for (int i = 0; i < inputs && !deliveries.isEmpty(); i++) {
      Delivery delivery = deliveries.remove();
      step(nodes.get(delivery.to()), delivery.input());
    }
  }

  /// Runs until every one of these nodes has so many blocks; when nothing moves, time passes.
  void runUntil(long height, List<Integer> which) {
    for (int i = 0; i < 100_000; i++) {
      if (which.stream().allMatch(n -> nodes.get(n).blocks.size() >= height)) {
        return;
      }
      if (deliveries.isEmpty()) {
        nodes.forEach(node -> fires(node.index, TimerId.Kind.LEADER));
      }
      run(1);
    }
    throw new AssertionError("no end: " + heights());
  }

  private List<Integer> heights() {
    return nodes.stream().map(node -> node.blocks.size()).toList();
  }

  void fires(int index, TimerId.Kind kind) {
    Node node = nodes.get(index);
    deliver(index, new Input.TimerFired(new TimerId(kind, node.router.current().round())));
  }

  static Peer peer(int index) {
    return new Peer(Bytes.wrap(ByteBuffer.allocate(4).putInt(index).array()), FakeBls.key(index));
  }

  private void step(Node node, Input input) {
    for (Effect effect : node.router.step(input)) {
      node.effects.add(effect);
      apply(node, effect);
    }
  }

  private void apply(Node node, Effect effect) {
    switch (effect) {
      case Effect.Persist persist -> {
        node.journal.addAll(persist.records());
        if (persist.sync()) {
          deliveries.addFirst(new Delivery(node.index, new Input.Persisted(persist.seq())));
        }
      }
      case Effect.Broadcast(Message message) -> {
        for (Node other : nodes) {
          if (other != node) {
            send(node.index, other.index, message);
          }
        }
      }
      case Effect.SendTo(Peer peer, Message message) ->
          send(node.index, ByteBuffer.wrap(peer.nodeId().shared()).getInt(), message);
      case Effect.BuildPayload build -> {
        Bytes payload = Bytes.wrap(ByteBuffer.allocate(8).putLong(++salt).array());
        deliver(
            node.index,
            new Input.PayloadBuilt(
                build.round(),
                payload,
                Sha256.hash(payload.shared()),
                StakingRoots.NONE,
                build.minTimestampMillis()));
      }
      case Effect.VerifyBlock verify ->
          deliver(node.index, new Input.BlockVerified(verify.blockId(), Verdict.VALID));
      case Effect.Finalized finalized -> {
        for (int i = 0; i < finalized.blocks().size(); i++) {
          commit(node, finalized.blocks().get(i), finalized.proofOf(i));
        }
      }
      default -> {}
    }
  }

  private void send(int from, int to, Message message) {
    if (rule.passes(from, to, message)) {
      Message decoded = MessageCodec.decode(MessageCodec.encode(message));
      deliver(to, new Input.MessageReceived(peer(from), decoded, NOW_MILLIS));
    }
  }

  private void commit(Node node, ProposedBlock block, FinalityProof proof) {
    ConsensusHeader header = block.header();
    if (header.height() != node.blocks.size() + 1) {
      return;
    }
    node.blocks.add(block);
    node.proofs.add(proof);
    if (header.height() == node.context.lastHeight()) {
      Boundary boundary = new Boundary(node.context, proof);
      node.past.add(boundary);
      node.context =
          node.context.next(
              RootBlock.of(header, header.id()),
              genesis.validators(),
              Hash.ZERO,
              genesis.validators().root());
      deliver(node.index, new Input.EpochOpened(node.context, boundary));
    }
  }
}
