package org.cairn.consensus.sim.world;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.EvidenceWindow;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.StakingRoots;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.MemoryWatermark;
import org.cairn.consensus.sim.oracle.Invariants;
import org.cairn.consensus.sim.oracle.Stakes;
import org.cairn.consensus.sim.stake.StakeEvent;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.EpochRouter;
import org.cairn.consensus.simplex.Input;
import org.cairn.consensus.simplex.Peer;
import org.cairn.consensus.simplex.TimerId;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// A node: its process, which runs the production engine and may die and come back, its disk, its
/// clock and its connections. What it does with what the engine says is its [Behaviour].
public final class SimNode {
  /// A block that the engine gave out as final, and when.
  public record Final(ConsensusHeader header, long atMillis) {}

  /// How long a validator without others takes to build a block, beside what chance adds.
  public static final long ALONE_MILLIS = 400;

  private final World world;
  private final int index;
  private final int key;
  private final SplittableRandom random;
  private final Flusher flusher;
  private final Timers timers;
  private final Watch watch;
  private final SimClock clock = new SimClock();
  private final Ledger ledger;
  private final Execution execution;
  private final MemoryWatermark watermark = new MemoryWatermark();
  private final Peer self;
  private final List<Final> finals = new ArrayList<>();
  private Behaviour behaviour;
  private @Nullable EpochRouter engine;
  private int incarnation;
  private long pausedUntil;
  private boolean stoppedForGood;
  private boolean votesNoMore;
  private boolean disputes;
  private long downMillis;
  private Mishap.@Nullable BoundaryCrash boundary;

  SimNode(World world, int index, int key, SplittableRandom random) {
    this.world = world;
    this.index = index;
    this.key = key;
    this.random = random;
    this.flusher = new Flusher(this);
    this.timers = new Timers(this);
    this.watch = new Watch(this);
    this.ledger = new Ledger(world);
    this.execution = new Execution(this, ledger);
    byte[] id = ByteBuffer.allocate(Integer.BYTES).putInt(index).array();
    this.self = new Peer(Bytes.wrap(id), key < 0 ? Bytes.EMPTY : world.crypto().publicKey(key));
    this.behaviour = new Behaviour(this);
  }

  void behave(Behaviour chosen) {
    behaviour = chosen;
  }

  // ---- What strategies, oracles and reports ask.

  public World world() {
    return world;
  }

  /// The node's place in the world; below the number of keys it is the number of the node's own.
  public int index() {
    return index;
  }

  /// The number of the node's key, or [Peer#NO_VALIDATOR].
  public int key() {
    return key;
  }

  /// The node's validator in the epoch that it is in, or [Peer#NO_VALIDATOR].
  public int validator() {
    return world.placeOf(epoch(), key);
  }

  private long epoch() {
    EpochRouter running = engine;
    return running == null ? ledger.epoch() : running.epoch();
  }

  /// The place of another node's key in the epoch that this node is in.
  public int placeOf(SimNode other) {
    return world.placeOf(epoch(), other.key);
  }

  /// What another node's vote weighs in the epoch that this node is in.
  public long weightOf(SimNode other) {
    int place = placeOf(other);
    return place < 0 ? 0 : stakes().weight(place);
  }

  /// The stakes of the epoch that the node is in.
  public Stakes stakes() {
    return world.stakesOf(epoch());
  }

  public boolean isHonest() {
    return behaviour.isHonest();
  }

  public boolean isUp() {
    return engine != null;
  }

  /// Whether the node can still be expected to follow the chain.
  public boolean canFollow() {
    return !stoppedForGood && !disputes;
  }

  /// Whether it has stopped, or follows without a vote.
  public boolean isSilenced() {
    return stoppedForGood || votesNoMore;
  }

  public long height() {
    return ledger.height();
  }

  public Ledger ledger() {
    return ledger;
  }

  public List<Final> finals() {
    return finals;
  }

  public SimDisk disk() {
    return flusher.disk();
  }

  /// The epoch that the node is in.
  public EpochContext context() {
    EpochRouter running = engine;
    EpochContext known = running == null ? null : ledger.context(running.epoch());
    return known == null ? world.context() : known;
  }

  public long currentView() {
    EpochRouter running = engine;
    return running == null ? 0 : running.current().currentView();
  }

  public int leader(long view) {
    EpochRouter running = engine;
    return running == null ? -1 : running.current().leader(view);
  }

  public long wallMillis() {
    return clock.wallMillis(world.nowMillis());
  }

  SimClock clock() {
    return clock;
  }

  SplittableRandom random() {
    return random;
  }

  @Override
  public String toString() {
    String state = stoppedForGood ? " stopped" : isUp() ? "" : " down";
    return index + ": view " + currentView() + " height " + height() + state;
  }

  // ---- Life and death.

  void start() {
    if (!isUp() && !stoppedForGood) {
      behaviour.start();
    }
  }

  /// The process begins with what the disk holds.
  public void startEngine() {
    List<JournalRecord> records = recover();
    List<Ballot> votes = new ArrayList<>();
    for (JournalRecord entry : records) {
      if (entry instanceof JournalRecord.Voted(Vote vote)) {
        votes.add(vote.ballot());
      }
    }
    SigningGuard guard = isHonest() ? SigningGuard.recover(watermark, false, votes) : null;
    WorldSigner signer =
        key < 0 || votesNoMore ? null : new WorldSigner(world.crypto(), key, guard);
    ledger.restart();
    watch.restarted();
    StakeBook stake = ledger.stake();
    EvidenceWindow window = stake == null ? EvidenceWindow.SHORT : stake;
    engine = new EpochRouter(world.scenario().config(), world.crypto().provider(), signer, window);
    input(new Input.Start(ledger.recovered(records)));
    for (SimNode other : world.nodes()) {
      if (other != this && other.isUp()) {
        connected(other);
        other.connected(this);
      }
    }
  }

  private List<JournalRecord> recover() {
    return switch (disk().replay()) {
      case SimDisk.Replay.Intact(var records) -> votesNoMore ? List.of() : records;
      case SimDisk.Replay.Damaged() -> {
        Invariants.check("I11", votesNoMore, "a crash looks like damage on node " + index);
        yield List.of();
      }
    };
  }

  /// The process dies at once, or around its next flush.
  public void crash(long down, Mishap.Moment moment) {
    downMillis = down;
    if (moment == Mishap.Moment.AT_ONCE) {
      die();
    } else {
      flusher.dieAt(moment);
    }
  }

  /// The process dies at the next end of an epoch.
  void crashAtBoundary(long down, Mishap.Boundary place, Mishap.Moment moment) {
    boundary = new Mishap.BoundaryCrash(world.nowMillis(), index, down, place, moment);
  }

  /// The node has come to a place at the end of an epoch. Whether it died of that.
  boolean reaches(Mishap.Boundary place) {
    Mishap.BoundaryCrash planned = boundary;
    if (planned == null || planned.place() != place || !isUp()) {
      return false;
    }
    boundary = null;
    WorldStake stake = world.stake();
    if (stake != null) {
      stake.counter().add(StakeEvent.BOUNDARY_CRASH, 1);
    }
    downMillis = planned.downMillis();
    boolean voting = place == Mishap.Boundary.VOTING || place == Mishap.Boundary.OPENED;
    if (voting && planned.moment() != Mishap.Moment.AT_ONCE) {
      flusher.dieAt(planned.moment());
      return false;
    }
    if (voting) {
      later(delay(500), this::die);
      return false;
    }
    die();
    return true;
  }

  void die() {
    flusher.died();
    if (!isUp()) {
      return;
    }
    stop();
    disk().crash(random);
    world.at(downMillis, this::start);
  }

  private void stop() {
    engine = null;
    incarnation++;
    timers.clear();
    execution.stopped();
    for (SimNode other : world.nodes()) {
      if (other != this && other.isUp()) {
        other.input(new Input.PeerDisconnected(self));
      }
    }
  }

  /// Dies, and finds at its next start that flushed data has changed.
  void damage(long down) {
    if (stoppedForGood) {
      return;
    }
    downMillis = down;
    boolean running = isUp();
    if (disk().flipBit(random)) {
      votesNoMore = true;
      Invariants.check(
          "I11",
          disk().replay() instanceof SimDisk.Replay.Damaged,
          "node " + index + " does not see that flushed data has changed");
      if (running) {
        stop();
        world.at(down, this::start);
      }
    }
  }

  /// Comes back with the journal of some views ago, as no honest node does.
  public void forget(int views, long down) {
    if (isUp()) {
      stop();
      disk().rollBack(views);
      world.at(down, this::start);
    }
  }

  /// The process ends and never comes back.
  void stopForGood() {
    stoppedForGood = true;
    stop();
  }

  Flusher flusher() {
    return flusher;
  }

  void pause(long millis) {
    pausedUntil = Math.max(pausedUntil, world.nowMillis() + millis);
  }

  private void connected(SimNode other) {
    later(1 + delay(50), () -> input(new Input.PeerConnected(other.self)));
  }

  /// A duration up to a bound, zero in runs that measure the protocol alone.
  long delay(long maxMillis) {
    return world.scenario().latency().isIdeal() ? 0 : random.nextLong(maxMillis + 1);
  }

  /// Does something later, unless the process has ended by then; a paused one does it afterwards.
  public void later(long delayMillis, Runnable action) {
    int born = incarnation;
    world.at(
        delayMillis,
        () -> {
          if (born != incarnation || !isUp()) {
            return;
          }
          if (world.nowMillis() < pausedUntil) {
            later(pausedUntil - world.nowMillis(), action);
          } else {
            action.run();
          }
        });
  }

  // ---- The engine and its effects.

  void deliver(int from, Message message) {
    if (!isUp()) {
      return;
    }
    if (world.nowMillis() < pausedUntil) {
      later(pausedUntil - world.nowMillis(), () -> deliver(from, message));
    } else if (behaviour.receives(from, message)) {
      Peer peer = world.nodes().get(from).self;
      input(new Input.MessageReceived(peer, message, wallMillis()));
    }
  }

  public void input(Input input) {
    EpochRouter running = engine;
    if (running == null) {
      return;
    }
    List<Effect> effects = running.step(input);
    world.stepTaken(index);
    for (Effect effect : effects) {
      world.mix(effect.getClass().getName().hashCode());
      apply(effect);
      if (engine != running) {
        return; // it died of one of them
      }
    }
    watch.stepped(running);
  }

  private void apply(Effect effect) {
    switch (effect) {
      case Effect.Persist persist -> flusher.persist(persist);
      case Effect.Broadcast(Message message) -> behaviour.broadcast(message);
      case Effect.SendTo(Peer peer, Message message) -> behaviour.sendTo(place(peer), message);
      case Effect.SetTimer(TimerId timer, var after) -> timers.set(timer, after.toMillis());
      case Effect.CancelTimer(TimerId timer) -> timers.cancel(timer);
      case Effect.BuildPayload build ->
          later(buildMillis(), () -> execution.build(build, behaviour));
      case Effect.Proposed own -> execution.proposed(own);
      case Effect.VerifyBlock verify -> later(delay(10), () -> execution.verify(verify));
      case Effect.EnteredView(Round round, _, _) -> {
        world.mix(round.view());
        watch.entered(round);
        behaviour.entered(round.view());
      }
      case Effect.HeadNotarized _, Effect.EpochFinalized _, Effect.Stalled _ -> {}
      case Effect.Finalized finalized -> execution.finalized(finalized);
      case Effect.CatchUp _ -> execution.catchUp();
      case Effect.ReportEvidence report -> {
        watch.found(report);
        ledger.keep(report.evidence());
      }
      case Effect.Penalize penalty -> watch.penalizes(place(penalty.peer()), penalty);
      case Effect.Disputed disputed -> execution.disputed(disputed);
      case Effect.SigningRefused refused -> watch.refuses(refused);
    }
  }

  /// A validator alone would build as fast as its disk allows; nothing is learned from that.
  private long buildMillis() {
    boolean alone = stakes().size() == 1;
    // Where stake moves a set may come to that, and the chain's durations are not made for it.
    long budget =
        world.stake() == null ? ALONE_MILLIS : world.scenario().config().buildBudgetMillis();
    return delay(30) + (alone ? Math.min(ALONE_MILLIS, budget) : 0);
  }

  private static int place(Peer peer) {
    return ByteBuffer.wrap(peer.nodeId().shared()).getInt();
  }

  /// What the node answers to a peer that catches up.
  List<Ledger.Committed> servesBlocks(List<Ledger.Committed> blocks) {
    return behaviour.serves(blocks);
  }

  /// The node holds a certified block to be invalid: it cannot follow.
  void cannotFollow() {
    disputes = true;
  }

  void gaveOut(ConsensusHeader header) {
    finals.add(new Final(header, world.nowMillis()));
  }

  // ---- Sending.

  /// Sends to every other node, watched when honest.
  public void transmitToAll(Message message) {
    watch.sends(message);
    World.Envelope envelope = world.seal(message);
    for (SimNode other : world.nodes()) {
      if (other != this) {
        world.send(index, other.index, envelope);
      }
    }
  }

  public void transmit(int to, Message message) {
    watch.sends(message);
    world.send(index, to, world.seal(message));
  }

  /// What a block of this node with these transactions would carry on a parent.
  public Carried carry(Hash parentId, Bytes transactions) {
    Carried carried = execution.carry(parentId, transactions, List.of(), new Behaviour(this));
    return carried == null ? new Carried(transactions, StakingRoots.NONE) : carried;
  }

  /// A vote of this node's validator, whatever its guard would say to it.
  public Vote sign(Ballot ballot) {
    EpochContext known = ledger.context(ballot.round().epoch());
    Hash root = known == null ? Hash.ZERO : known.signingRoot(ballot);
    int place = known == null ? Peer.NO_VALIDATOR : world.placeOf(known.epoch(), key);
    return new Vote(ballot, Math.max(0, place), world.crypto().sign(key, root));
  }

  /// The last block of an epoch is committed: the next one begins.
  void epochEnded(long epoch) {
    EpochContext next = ledger.context(epoch + 1);
    if (next != null) {
      if (isHonest()) {
        Hash set = next.validators().root();
        world.invariants().epochOpened(index, set, ledger.committedSet(epoch));
        WorldStake stake = world.stake();
        if (stake != null) {
          stake.opened(this, next);
        }
      }
      input(new Input.EpochOpened(next, ledger.boundary(epoch)));
    }
  }
}
