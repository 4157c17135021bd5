package org.cairn.consensus.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.light.FinalityVerifier;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.sim.oracle.Invariants;
import org.cairn.consensus.sim.oracle.Stakes;
import org.cairn.consensus.sim.stake.RequestPool;
import org.cairn.consensus.sim.stake.StakeEvent;
import org.cairn.consensus.sim.stake.StakeLoad;
import org.cairn.consensus.sim.stake.StakePlan;
import org.cairn.consensus.simplex.Peer;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.jspecify.annotations.Nullable;

/// One run: a queue of events in virtual time, one thread, one seed. The nodes' network is here:
/// every message is encoded, travels, and is decoded.
public final class World {
  public static final long GENESIS_MILLIS = 1_000_000;

  /// What every clock shows at the start, beyond the time of genesis.
  public static final long CLOCK_MILLIS = 1_000;

  /// The hash of genesis of most worlds.
  public static final Hash GENESIS = Sha256.hash(new byte[] {1});

  private record Event(long atMillis, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atMillis, other.atMillis);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /// Decides whether a message gets through at all, beside loss and partitions.
  public interface Filter {
    boolean passes(int from, int to, Message message);
  }

  private final Scenario scenario;
  private final Crypto crypto;
  private final EpochContext.Chain chain;
  private final EpochContext context;
  private final Map<Bytes, Integer> keyNumbers = new HashMap<>();
  private final Map<Long, ValidatorSet> drawnSets = new HashMap<>();
  private final Map<Long, Stakes> stakesByEpoch = new HashMap<>();
  private final @Nullable WorldStake stake;
  private final Invariants invariants;
  private final Stakes stakes;
  private final List<SimNode> nodes = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Cuts cuts;
  private final SplittableRandom networkChance;
  private final SplittableRandom nodeChance;
  private final SplittableRandom strategyChance;
  private final long[][] linkMillis;
  private final CRC32C trace = new CRC32C();
  private Filter filter = (_, _, _) -> true;
  private long traceHash = 17;
  private long order;
  private long nowMillis;
  private long steps;

  /// A world before its start. Strategies are looked up by name.
  public World(Scenario scenario, Function<String, Behaviour.Factory> strategies) {
    this(scenario, strategies, List.of(), GENESIS);
  }

  /// With twins: each is a second process with the key of the validator named. The hash of genesis
  /// decides who leads when.
  public World(
      Scenario scenario,
      Function<String, Behaviour.Factory> strategies,
      List<Integer> twins,
      Hash genesis) {
    this.scenario = scenario;
    SplittableRandom root = new SplittableRandom(scenario.seed() * 0x9e3779b97f4a7c15L + 0x51d);
    this.networkChance = root.split();
    this.nodeChance = root.split();
    this.strategyChance = root.split();
    this.crypto = Crypto.of(scenario.realBls(), scenario.keys());
    for (int key = 0; key < scenario.keys(); key++) {
      keyNumbers.put(crypto.publicKey(key), key);
    }
    StakePlan plan = scenario.staking();
    this.stake = plan == null ? null : new WorldStake(this, plan, genesis);
    this.chain = new EpochContext.Chain(77, genesis, GENESIS_MILLIS, scenario.epochs().blocks());
    this.context = context(0, EpochContext.root(chain), Hash.ZERO);
    if (stake != null) {
      stake.begins(context);
    }
    this.stakes = stakesOf(0);
    int count = scenario.nodes() + twins.size();
    this.invariants =
        new Invariants(
            this::stakesOf,
            count,
            (who, ballot) ->
                nodes.get(keyAt(ballot.round().epoch(), who)).disk().isDurable(ballot));
    for (int i = 0; i < count; i++) {
      boolean twin = i >= scenario.nodes();
      int key = twin ? twins.get(i - scenario.nodes()) : i < scenario.keys() ? i : -1;
      nodes.add(new SimNode(this, i, key, nodeChance.split()));
    }
    for (SimNode node : nodes) {
      String strategy = strategyOf(node.key());
      node.behave(strategy == null ? new Behaviour(node) : strategies.apply(strategy).of(node));
    }
    this.cuts = new Cuts(count);
    this.linkMillis = scenario.latency().links(count, networkChance);
  }

  /// The validators of an epoch.
  public ValidatorSet validators(long epoch) {
    if (stake != null) {
      return stake.set(epoch);
    }
    return drawnSets.computeIfAbsent(epoch, this::drawnSet);
  }

  private ValidatorSet drawnSet(long epoch) {
    int members = scenario.epochs().members(epoch, scenario.stakes().size());
    long factor = scenario.epochs().factor(epoch);
    return new ValidatorSet(
        crypto.validators(
            scenario.stakes().subList(0, members).stream().map(s -> s * factor).toList()));
  }

  EpochContext context(long epoch, RootBlock root, Hash mix) {
    Hash nextSetRoot = validators(epoch + 1).root();
    return context(root, new EpochContext.Terms(epoch, validators(epoch), mix, nextSetRoot));
  }

  EpochContext context(RootBlock root, EpochContext.Terms terms) {
    return EpochContext.of(chain, root, terms);
  }

  /// The stakes of an epoch as the oracles see them.
  public Stakes stakesOf(long epoch) {
    return stakesByEpoch.computeIfAbsent(
        epoch,
        e -> {
          ValidatorSet set = validators(e);
          List<Long> weights = new ArrayList<>();
          List<Integer> corrupt = new ArrayList<>();
          for (int place = 0; place < set.size(); place++) {
            weights.add(set.weight(place));
            if (strategyOf(keyAt(set, place)) != null) {
              corrupt.add(place);
            }
          }
          return new Stakes(weights, corrupt);
        });
  }

  /// The number of the key that stands at a place of an epoch's set.
  public int keyAt(long epoch, int place) {
    return keyAt(validators(epoch), place);
  }

  private int keyAt(ValidatorSet set, int place) {
    Integer key = keyNumbers.get(set.publicKey(place));
    if (key == null) {
      throw new IllegalStateException("nobody has the key " + set.publicKey(place));
    }
    return key;
  }

  /// Who leads a view of the epoch that a node is in.
  public SimNode leader(SimNode node, long view) {
    return nodes.get(keyAt(node.context().epoch(), node.leader(view)));
  }

  boolean isCorrupt(Bytes publicKey) {
    return strategyOf(keyNumbers.getOrDefault(publicKey, -1)) != null;
  }

  /// The payload of a block with other transactions, and the same for stake.
  public Bytes executing(Bytes transactions, ProposedBlock block) {
    return stake == null || block.payload().isEmpty()
        ? transactions
        : StakeLoad.decode(block.payload()).with(transactions).encode();
  }

  /// What happened to stake; nothing in worlds where it does not move.
  public Map<StakeEvent, Long> stakeEvents() {
    return stake == null ? Map.of() : stake.counter().counts();
  }

  /// The place of a key in an epoch's set, or [Peer#NO_VALIDATOR].
  int placeOf(long epoch, int key) {
    return key < 0 ? Peer.NO_VALIDATOR : validators(epoch).indexOf(crypto.publicKey(key));
  }

  private @Nullable String strategyOf(int key) {
    for (Scenario.Corrupt corrupt : scenario.corrupt()) {
      if (corrupt.validator() == key) {
        return corrupt.strategy();
      }
    }
    return null;
  }

  // ---- What nodes and strategies use.

  public Scenario scenario() {
    return scenario;
  }

  /// The first epoch.
  public EpochContext context() {
    return context;
  }

  public Invariants invariants() {
    return invariants;
  }

  /// What happens to stake, in worlds where blocks move it.
  @Nullable WorldStake stake() {
    return stake;
  }

  /// What waits for a block.
  RequestPool pool() {
    return Invariant.present(stake, "only worlds with a plan of stake ask").pool();
  }

  /// Of the first epoch.
  public Stakes stakes() {
    return stakes;
  }

  public Crypto crypto() {
    return crypto;
  }

  public List<SimNode> nodes() {
    return nodes;
  }

  public Cuts cuts() {
    return cuts;
  }

  /// The chances of strategies.
  public SplittableRandom chance() {
    return strategyChance;
  }

  public long nowMillis() {
    return nowMillis;
  }

  public boolean isHealed() {
    return nowMillis >= scenario.healMillis();
  }

  /// Inputs taken by engines so far.
  public long steps() {
    return steps;
  }

  /// Covers every byte sent and every step taken, in order, with its time.
  public long traceHash() {
    return traceHash ^ trace.getValue();
  }

  public void filter(Filter filter) {
    this.filter = filter;
  }

  public boolean isHonest(int node) {
    return nodes.get(node).isHonest();
  }

  public void at(long delayMillis, Runnable action) {
    events.add(new Event(nowMillis + Math.max(0, delayMillis), order++, action));
  }

  public @Nullable SimNode pick(SplittableRandom random, Predicate<SimNode> which) {
    List<SimNode> found = nodes.stream().filter(which).toList();
    return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
  }

  void mix(long value) {
    traceHash = (traceHash ^ value) * 0x100000001b3L + nowMillis;
  }

  /// An honest node gives a block out as final.
  void finalizedBy(
      SimNode node, ProposedBlock block, FinalityProof proof, @Nullable FinalityVerifier verifier) {
    invariants.finalized(node.index(), block);
    boolean good =
        verifier != null && proof.header().equals(block.header()) && verifier.isFinal(proof);
    Invariants.check("I17", good, node + " gives out a bad proof of " + block.header());
  }

  void stepTaken(long value) {
    steps++;
    mix(value);
  }

  // ---- The network.

  /// A message as it travels: encoded once, decoded once, however many hear it.
  static final class Envelope {
    final Bytes bytes;
    final Message message;

    Envelope(Message sent) {
      this.bytes = MessageCodec.encode(sent);
      this.message = MessageCodec.decode(bytes);
    }
  }

  Envelope seal(Message message) {
    Envelope envelope = new Envelope(message);
    trace.update(envelope.bytes.shared());
    return envelope;
  }

  void send(int from, int to, Envelope envelope) {
    mix(31L * from + to);
    boolean faulty = !isHealed();
    boolean lost = faulty && networkChance.nextInt(100) < scenario.lossPercent();
    if (lost || cuts.isCut(from, to, nowMillis) || !filter.passes(from, to, envelope.message)) {
      return;
    }
    boolean twice = faulty && networkChance.nextInt(100) < scenario.duplicatePercent();
    for (int copy = 0; copy < (twice ? 2 : 1); copy++) {
      long delay = scenario.latency().draw(linkMillis[from][to], networkChance);
      long extra = cuts.extraMillis(from, to, nowMillis);
      at(delay + extra + 7L * copy, () -> nodes.get(to).deliver(from, envelope.message));
    }
  }

  // ---- The run.

  /// Starts every node and plans the mishaps.
  public void start() {
    boolean together = scenario.latency().isIdeal();
    for (SimNode node : nodes) {
      at((together ? 0 : networkChance.nextLong(300)) + joinsAt(node.index()), node::start);
    }
    if (stake != null) {
      stake.start();
    }
    scenario.mishaps().forEach(this::plan);
  }

  /// When the process of a node first starts.
  private long joinsAt(int node) {
    StakePlan plan = scenario.staking();
    int joiner = node - scenario.stakes().size();
    return plan == null || joiner < 0 || joiner >= plan.joiners().size()
        ? 0
        : plan.joiners().get(joiner);
  }

  /// Whether the faulty have come to a third of the stake, so that nothing is promised any more.
  public boolean isOver() {
    return stake != null && stake.isOverThird();
  }

  /// Lets everything happen up to a time.
  public void advanceTo(long millis) {
    while (!isOver() && !events.isEmpty() && events.element().atMillis() <= millis) {
      Event event = events.remove();
      nowMillis = event.atMillis();
      event.action().run();
    }
    nowMillis = millis;
  }

  /// The height that every honest node which can follow has committed, or the highest of any.
  public long height(boolean highest) {
    long result = highest ? 0 : Long.MAX_VALUE;
    for (SimNode node : nodes) {
      if (node.isHonest() && node.canFollow()) {
        result = highest ? Math.max(result, node.height()) : Math.min(result, node.height());
      }
    }
    return result == Long.MAX_VALUE ? 0 : result;
  }

  private void plan(Mishap mishap) {
    long at = mishap.atMillis();
    switch (mishap) {
      case Mishap.Crash(_, int node, long down, Mishap.Moment moment) ->
          at(at, () -> nodes.get(node).crash(down, moment));
      case Mishap.BoundaryCrash(_, int node, long down, var place, var moment) ->
          at(at, () -> nodes.get(node).crashAtBoundary(down, place, moment));
      case Mishap.Partition(_, long to, long side, boolean oneWay) ->
          cuts.partition(at, to, side, oneWay);
      case Mishap.Flapping(_, long to, long side, long period) -> {
        for (long from = at; from < to; from += 2 * period) {
          cuts.partition(from, Math.min(to, from + period), side, false);
        }
      }
      case Mishap.SlowLink(_, long until, int from, int to, long extra) ->
          cuts.slow(at, until, from, to, extra);
      case Mishap.Pause(_, int node, long millis) -> at(at, () -> nodes.get(node).pause(millis));
      case Mishap.ClockJump(_, int node, long millis) ->
          at(at, () -> nodes.get(node).clock().jump(millis));
      case Mishap.ClockDrift(_, int node, int perMille) ->
          at(at, () -> nodes.get(node).clock().drift(nowMillis, perMille));
      case Mishap.SlowFlush(_, long to, int node, long millis) -> {
        at(at, () -> nodes.get(node).flusher().flushesTake(millis));
        at(to, () -> nodes.get(node).flusher().flushesTake(Flusher.FLUSH_MILLIS));
      }
      case Mishap.FailedFlush(_, int node) -> at(at, () -> nodes.get(node).flusher().failNext());
      case Mishap.Damage(_, int node, long down) -> at(at, () -> nodes.get(node).damage(down));
    }
  }
}
