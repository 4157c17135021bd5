package org.cairn.consensus.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.simplex.EngineConfig;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// One run: a queue of events in virtual time, one thread, one seed.
final class Simulator {
  /// What came of a run. The trace hash covers every input and effect in order.
  record Outcome(long traceHash, long steps, long height, long views) {}

  /// A time during which some nodes cannot talk to the others.
  private record Partition(long fromMillis, long toMillis, int side) {
    boolean cuts(long now, int a, int b) {
      return now >= fromMillis && now < toMillis && (side >> a & 1) != (side >> b & 1);
    }
  }

  private record Event(long atMillis, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atMillis, other.atMillis);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  static final long BLOCKS_AFTER_HEAL = 3;
  private static final long GENESIS_MILLIS = 1_000_000;

  final Scenario scenario;
  final EpochContext context;
  final EngineConfig config;
  final SplittableRandom random;
  final Oracle oracle;
  final List<SimNode> nodes = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Partition> partitions = new ArrayList<>();
  private final Set<Integer> dishonest = new HashSet<>();
  private final long[][] linkMillis;
  private long order;
  private long nowMillis;
  private long steps;
  private long traceHash = 17;

  Simulator(Scenario scenario) {
    this(scenario, EngineConfig.of(100, 50));
  }

  Simulator(Scenario scenario, EngineConfig config) {
    this.scenario = scenario;
    this.config = config;
    this.random = new SplittableRandom(scenario.seed() ^ 0x51d);
    ValidatorSet validators = new ValidatorSet(FakeBls.validators(scenario.stakes()));
    Hash genesis = Sha256.hash(new byte[] {1});
    this.context = EpochContext.genesis(77, genesis, GENESIS_MILLIS, validators);
    pickAdversaries(validators);
    this.oracle = new Oracle(scenario.seed(), dishonest);
    int count = validators.size() + scenario.observers();
    for (int i = 0; i < count; i++) {
      nodes.add(dishonest.contains(i) ? adversary(i) : new SimNode(this, i));
    }
    linkMillis = new long[count][count];
    for (long[] row : linkMillis) {
      for (int i = 0; i < count; i++) {
        row[i] = between(scenario.minDelayMillis(), scenario.maxDelayMillis());
      }
    }
  }

  private void pickAdversaries(ValidatorSet validators) {
    long weight = 0;
    for (int tries = 0; tries < 20 && dishonest.size() < scenario.adversaries(); tries++) {
      int i = random.nextInt(validators.size());
      if (!dishonest.contains(i) && 3 * (weight + validators.weight(i)) < validators.total()) {
        dishonest.add(i);
        weight += validators.weight(i);
      }
    }
  }

  private SimNode adversary(int index) {
    return switch (scenario.adversary()) {
      case SILENT -> new SilentNode(this, index);
      case EQUIVOCATING -> new EquivocatingNode(this, index);
      case WITHHOLDING -> new WithholdingNode(this, index);
    };
  }

  // ---- What nodes use.

  long nowMillis() {
    return nowMillis;
  }

  long wallMillis() {
    return GENESIS_MILLIS + 1_000 + nowMillis;
  }

  boolean isHonest(int node) {
    return !dishonest.contains(node);
  }

  void at(long delayMillis, Runnable action) {
    events.add(new Event(nowMillis + delayMillis, order++, action));
  }

  /// A duration up to a bound, zero in runs that measure the protocol alone.
  long upTo(long maxMillis) {
    return scenario.maxDelayMillis() == scenario.minDelayMillis()
        ? 0
        : random.nextLong(maxMillis + 1);
  }

  boolean isCut(int a, int b) {
    for (Partition partition : partitions) {
      if (partition.cuts(nowMillis, a, b)) {
        return true;
      }
    }
    return false;
  }

  void send(int from, int to, Message message) {
    Bytes bytes = MessageCodec.encode(message);
    mix(bytes.hashCode());
    boolean faulty = nowMillis < scenario.healMillis();
    if (isCut(from, to) || (faulty && random.nextInt(100) < scenario.lossPercent())) {
      return;
    }
    int copies = faulty && random.nextInt(100) < scenario.duplicatePercent() ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      long jitter = upTo(scenario.maxDelayMillis() / 2);
      long delay = Math.min(scenario.maxDelayMillis(), linkMillis[from][to] + jitter);
      at(copy * 7L + delay, () -> nodes.get(to).deliver(from, MessageCodec.decode(bytes)));
    }
  }

  void mix(long value) {
    steps++;
    traceHash = (traceHash ^ value) * 0x100000001b3L + nowMillis;
  }

  @Nullable SimNode randomHonest(Predicate<SimNode> which) {
    List<SimNode> found =
        nodes.stream()
            .filter(node -> isHonest(node.index) && node.isUp() && which.test(node))
            .toList();
    return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
  }

  // ---- The run.

  Outcome run() {
    for (SimNode node : nodes) {
      at(upTo(300), node::start);
    }
    planFaults();
    advanceTo(scenario.healMillis());
    long target = height(true) + BLOCKS_AFTER_HEAL;
    while (nowMillis < scenario.endMillis() && height(false) < target) {
      advanceTo(nowMillis + 200);
    }
    oracle.check(
        height(false) >= target,
        "no progress after healing: "
            + nodes.stream().map(SimNode::summary).toList()
            + ", wanted "
            + target
            + " in "
            + scenario);
    return new Outcome(traceHash, steps, height(true), nodes.getFirst().view());
  }

  void advanceTo(long millis) {
    while (!events.isEmpty() && events.element().atMillis() <= millis) {
      Event event = events.remove();
      nowMillis = event.atMillis();
      event.action().run();
    }
    nowMillis = millis;
  }

  private void planFaults() {
    for (int i = 0; i < scenario.crashes(); i++) {
      SimNode victim = nodes.get(random.nextInt(nodes.size()));
      long when = random.nextLong(scenario.healMillis() - 500);
      long down = random.nextLong(Math.min(2_500, scenario.healMillis() - when));
      at(when, () -> victim.crash(down));
    }
    for (int i = 0; i < scenario.partitions(); i++) {
      long from = random.nextLong(scenario.healMillis() - 500);
      long length = 200 + random.nextLong(3_000);
      long to = Math.min(scenario.healMillis(), from + length);
      partitions.add(new Partition(from, to, random.nextInt()));
    }
  }

  private long height(boolean highest) {
    long result = highest ? 0 : Long.MAX_VALUE;
    for (SimNode node : nodes) {
      if (isHonest(node.index)) {
        long height = node.height();
        result = highest ? Math.max(result, height) : Math.min(result, height);
      }
    }
    return result;
  }

  private long between(long min, long max) {
    return min == max ? min : min + random.nextLong(max - min + 1);
  }
}
