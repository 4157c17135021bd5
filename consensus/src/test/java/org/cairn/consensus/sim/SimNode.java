package org.cairn.consensus.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.light.FinalityVerifier;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.Peer;
import org.cairn.consensus.simplex.RecoveredState;
import org.cairn.consensus.simplex.SimplexEngine;
import org.cairn.consensus.simplex.TimerId;
import org.cairn.consensus.simplex.Verdict;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// An honest node: the engine, and a driver that does its effects on the virtual world. What a node
/// of the real program has in its database is the ledger here; it survives crashes.
class SimNode {
  /// A committed block with its proof.
  record Committed(ProposedBlock block, FinalityProof proof) {}

  record Final(ConsensusHeader header, long atMillis) {}

  static final byte INVALID_MARK = 0x66;
  private static final FakeBls BLS = new FakeBls();

  final Simulator sim;
  final int index;
  final SimDisk disk = new SimDisk();
  private final MemoryWatermark watermark = new MemoryWatermark();
  final List<Committed> ledger = new ArrayList<>();

  /// Every block that this node's engine gave out, and when.
  final List<Final> finals = new ArrayList<>();

  private final Map<TimerId, Long> timers = new HashMap<>();
  private final Set<Hash> states = new HashSet<>();
  @Nullable SimplexEngine engine;
  private int incarnation;
  private long timerGeneration;
  private boolean catchingUp;

  SimNode(Simulator sim, int index) {
    this.sim = sim;
    this.index = index;
  }

  boolean isUp() {
    return engine != null;
  }

  boolean isValidator() {
    return index < sim.context.validators().size();
  }

  long height() {
    return ledger.size();
  }

  long view() {
    return engine == null ? 0 : engine.currentView();
  }

  String summary() {
    return index + ": view " + view() + " height " + height();
  }

  // ---- Life and death.

  void start() {
    if (isUp()) {
      return;
    }
    List<JournalRecord> records = disk.replay();
    List<Ballot> votes = new ArrayList<>();
    for (JournalRecord entry : records) {
      if (entry instanceof JournalRecord.Voted(Vote vote)) {
        votes.add(vote.ballot());
      }
    }
    SigningGuard guard = SigningGuard.recover(watermark, false, votes);
    engine = new SimplexEngine(sim.context, sim.config, BLS, isValidator() ? signer(guard) : null);
    states.clear();
    RootBlock root = sim.context.root();
    Certificate finalization = null;
    if (!ledger.isEmpty()) {
      Committed head = ledger.getLast();
      root = RootBlock.of(head.block().header(), head.block().id());
      finalization = head.proof().finalization();
    }
    states.add(root.payloadRoot());
    input(new Input.Start(new RecoveredState(root, finalization, records)));
    for (SimNode other : sim.nodes) {
      if (other.index != index && other.isUp()) {
        connected(other.index);
        other.connected(index);
      }
    }
  }

  VoteSigner signer(SigningGuard guard) {
    return new GuardedFakeSigner(index, guard);
  }

  void crash(long downMillis) {
    if (!isUp()) {
      return;
    }
    engine = null;
    incarnation++;
    timers.clear();
    catchingUp = false;
    disk.crash(sim.random);
    for (SimNode other : sim.nodes) {
      if (other.index != index && other.isUp()) {
        other.input(new Input.PeerDisconnected(peer(index)));
      }
    }
    sim.at(downMillis, this::start);
  }

  private void connected(int other) {
    later(1 + sim.upTo(50), () -> input(new Input.PeerConnected(peer(other))));
  }

  Peer peer(int node) {
    boolean validator = node < sim.context.validators().size();
    Bytes id = Bytes.wrap(ByteBuffer.allocate(4).putInt(node).array());
    return new Peer(id, validator ? node : Peer.NO_VALIDATOR);
  }

  /// Does something later, unless the node has crashed by then.
  void later(long delayMillis, Runnable action) {
    int born = incarnation;
    sim.at(
        delayMillis,
        () -> {
          if (born == incarnation && isUp()) {
            action.run();
          }
        });
  }

  // ---- The engine and its effects.

  void deliver(int from, Message message) {
    if (isUp()) {
      input(new Input.MessageReceived(peer(from), message, sim.wallMillis()));
    }
  }

  void input(Input input) {
    SimplexEngine running = engine;
    if (running == null) {
      return;
    }
    for (Effect effect : running.step(input)) {
      sim.mix(31L * index + effect.getClass().getSimpleName().hashCode());
      apply(effect);
    }
  }

  private void apply(Effect effect) {
    switch (effect) {
      case Effect.Persist persist -> persist(persist);
      case Effect.Broadcast(Message message) -> broadcast(message);
      case Effect.SendTo(Peer peer, Message message) ->
          sendTo(ByteBuffer.wrap(peer.nodeId().toArray()).getInt(), message);
      case Effect.SetTimer(TimerId timer, var after) -> set(timer, after.toMillis());
      case Effect.CancelTimer(TimerId timer) -> timers.remove(timer);
      case Effect.BuildPayload build -> later(sim.upTo(30), () -> build(build));
      case Effect.VerifyBlock verify -> later(sim.upTo(10), () -> verify(verify));
      case Effect.EnteredView(long view, _, _) -> entered(view);
      case Effect.HeadNotarized _ -> {}
      case Effect.Finalized finalized -> finalized(finalized);
      case Effect.CatchUp _ -> catchUp();
      case Effect.ReportEvidence(var evidence) -> sim.oracle.accused(evidence);
      case Effect.Penalize(Peer peer, var fault) ->
          sim.oracle.check(
              !fault.isGrave() || !sim.isHonest(ByteBuffer.wrap(peer.nodeId().toArray()).getInt()),
              index + " blames honest " + peer + " for " + fault);
      case Effect.Stalled _ -> {}
      case Effect.Disputed disputed -> sim.oracle.check(false, index + ": " + disputed);
      case Effect.SigningRefused(var ballot) ->
          sim.oracle.check(false, index + " refused to sign " + ballot);
    }
  }

  void entered(long view) {
    sim.mix(view);
  }

  void broadcast(Message message) {
    for (SimNode other : sim.nodes) {
      if (other.index != index) {
        sendTo(other.index, message);
      }
    }
  }

  void sendTo(int to, Message message) {
    Vote own =
        switch (message) {
          case Vote vote -> vote;
          case Proposal proposal -> proposal.vote();
          default -> null;
        };
    if (own != null && sim.isHonest(index)) {
      sim.oracle.check(disk.isDurable(own), index + " sends before it is durable: " + own);
      sim.oracle.sent(own);
    }
    sim.send(index, to, message);
  }

  private void persist(Effect.Persist persist) {
    disk.append(persist.records());
    if (persist.sync()) {
      SimDisk.Mark mark = disk.mark();
      later(
          sim.upTo(5),
          () -> {
            disk.sync(mark);
            input(new Input.Persisted(persist.seq()));
          });
    }
  }

  private void set(TimerId timer, long afterMillis) {
    long generation = ++timerGeneration;
    timers.put(timer, generation);
    later(
        afterMillis,
        () -> {
          if (Long.valueOf(generation).equals(timers.get(timer))) {
            timers.remove(timer);
            input(new Input.TimerFired(timer));
          }
        });
  }

  private void build(Effect.BuildPayload build) {
    sim.oracle.check(states.contains(build.parent().payloadRoot()), "unknown state to build on");
    byte[] payload = new byte[8 + sim.random.nextInt(40)];
    ByteBuffer.wrap(payload).putLong(sim.random.nextLong() >>> 8);
    Bytes bytes = Bytes.wrap(payload);
    Hash root = Sha256.hash(payload);
    states.add(root);
    long time = Math.max(build.minTimestampMillis(), sim.wallMillis());
    input(new Input.PayloadBuilt(build.view(), bytes, root, time));
  }

  private void verify(Effect.VerifyBlock verify) {
    ProposedBlock block = verify.block();
    sim.oracle.check(
        states.contains(verify.parent().payloadRoot()), index + " verifies on unknown state");
    Verdict verdict = Verdict.VALID;
    if (!Sha256.hash(block.payload().toArray()).equals(block.header().payloadRoot())) {
      verdict = Verdict.MISMATCH;
    } else if (block.payload().get(0) == INVALID_MARK) {
      verdict = Verdict.INVALID;
    } else {
      states.add(block.header().payloadRoot());
    }
    input(new Input.BlockVerified(verify.blockId(), verdict));
  }

  private void finalized(Effect.Finalized finalized) {
    for (int i = 0; i < finalized.blocks().size(); i++) {
      ProposedBlock block = finalized.blocks().get(i);
      FinalityProof proof = finalized.proofOf(i);
      sim.oracle.check(
          new FinalityVerifier(sim.context, BLS).isFinal(proof)
              && proof.header().equals(block.header()),
          index + " gives out a bad proof");
      sim.mix(block.header().view());
      sim.oracle.finalized(index, block.header().height(), block.id());
      finals.add(new Final(block.header(), sim.wallMillis()));
      later(sim.upTo(20), () -> commit(new Committed(block, proof)));
    }
  }

  /// As the node's database does: in order of height, each block once.
  private void commit(Committed committed) {
    long height = committed.block().header().height();
    if (height > ledger.size() + 1) {
      later(1, () -> commit(committed));
    } else if (height == ledger.size() + 1) {
      ledger.add(committed);
      disk.prune(committed.block().header().view());
    }
  }

  private void catchUp() {
    if (catchingUp) {
      return;
    }
    SimNode source =
        sim.randomHonest(node ->
            node.height() > height() && node.index != index && !sim.isCut(index, node.index));
    if (source == null) {
      return;
    }
    catchingUp = true;
    List<Committed> blocks = List.copyOf(source.ledger);
    later(
        50 + sim.upTo(300),
        () -> {
          catchingUp = false;
          take(blocks);
        });
  }

  private void take(List<Committed> blocks) {
    if (blocks.size() <= ledger.size()) {
      return;
    }
    FinalityVerifier verifier = new FinalityVerifier(sim.context, BLS);
    for (Committed committed : blocks.subList(ledger.size(), blocks.size())) {
      ConsensusHeader header = committed.block().header();
      sim.oracle.check(verifier.isFinal(committed.proof()), "bad proof from an honest node");
      sim.oracle.finalized(index, header.height(), header.id());
      states.add(header.payloadRoot());
      ledger.add(committed);
    }
    Committed head = ledger.getLast();
    input(new Input.FinalizationLearned(head.block().header(), head.proof().finalization()));
    disk.prune(head.block().header().view());
  }
}
