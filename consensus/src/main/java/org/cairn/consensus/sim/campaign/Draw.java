package org.cairn.consensus.sim.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cairn.consensus.sim.adversary.Strategy;
import org.cairn.consensus.sim.world.Latency;
import org.cairn.consensus.sim.world.Mishap;
import org.cairn.consensus.sim.world.Scenario;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.simplex.EngineConfig;
import org.jspecify.annotations.Nullable;

/// What a seed means: who is there, who is corrupt, how the network behaves, what goes wrong.
/// Everything faulty together stays below a third of the stake, unless more is asked for.
public final class Draw {
  private static final int[] SIZES = {1, 4, 5, 7, 10};

  /// Faults end at this part of the time; the rest is for coming back.
  private static final int HEAL_PERCENT = 70;

  private final SplittableRandom random;
  private final Options options;
  private final long healMillis;
  private final List<Long> stakes = new ArrayList<>();
  private final List<Scenario.Corrupt> corrupt = new ArrayList<>();
  private final List<Integer> faulty = new ArrayList<>();
  private @Nullable StakeDraw stake;
  private long faultyWeight;

  private Draw(long seed, Options options) {
    this.random = new SplittableRandom(seed);
    this.options = options;
    this.healMillis = options.seconds() * 10 * HEAL_PERCENT;
  }

  /// The scenario of a seed.
  public static Scenario of(long seed, Options options) {
    return new Draw(seed, options).scenario(seed);
  }

  private Scenario scenario(long seed) {
    SplittableRandom people = random.split();
    SplittableRandom network = random.split();
    SplittableRandom faults = random.split();
    if (options.staking()) {
      stake = new StakeDraw(random.split(), healMillis, options.validators());
      stakes.addAll(stake.coins());
    } else {
      drawStakes(people);
    }
    boolean realBls = network.nextInt(100) == 0 && stakes.size() <= 5;
    Latency latency = drawLatency(network);
    long reach = latency.maxMillis() * (25 + network.nextInt(155)) / 100;
    long pause = 20 + network.nextInt(200) + (stakes.size() == 1 ? SimNode.ALONE_MILLIS : 0);
    EngineConfig config = EngineConfig.of(Math.max(10, reach), pause);
    boolean calm = network.nextInt(5) == 0 || options.quiet();
    int loss = network.nextInt(25);
    int duplicates = network.nextInt(12);
    drawCorrupt(people);
    List<Mishap> mishaps = new ArrayList<>();
    if (stake != null) {
      mishaps.addAll(stake.crashes());
    }
    mishaps.addAll(new MishapDraw(faults, stakes.size(), healMillis).draw(calm, this::mayFail));
    List<Integer> confused = new ArrayList<>();
    for (int i = 0; i < stakes.size() && disputes(); i++) {
      if (isGood(i, mishaps) && mayFail(i)) {
        confused.add(i);
      }
    }
    Scenario.Epochs epochs = drawEpochs(people, mishaps, confused);
    return new Scenario(
        seed,
        stake == null ? stakes : stake.gwei(),
        people.nextInt(3) == 0 ? 1 : 0,
        Options.kept(corrupt, options.corrupt()),
        confused,
        latency,
        config,
        calm ? 0 : loss,
        calm ? 0 : duplicates,
        Options.kept(mishaps, options.mishaps()),
        epochs,
        realBls,
        healMillis,
        options.seconds() * 1_000,
        stake == null ? null : stake.plan(faulty.stream().distinct().toList()));
  }

  private void drawStakes(SplittableRandom people) {
    int drawn = SIZES[people.nextInt(SIZES.length)];
    int n = options.validators() > 0 ? options.validators() : drawn;
    boolean even = people.nextBoolean();
    for (int i = 0; i < n; i++) {
      stakes.add(even ? 1 : people.nextLong(1, 101));
    }
  }

  private Latency drawLatency(SplittableRandom network) {
    long min = network.nextLong(20, 200);
    long max = min + network.nextLong(20, 400);
    int kind = network.nextInt(10);
    if (stake != null) {
      min /= 4;
      max /= 4;
    }
    Latency wanted = options.latency();
    if (wanted != null) {
      return wanted;
    }
    return kind < 7 ? new Latency.Uniform(min, max) : new Latency.HeavyTail(min, 4 * max);
  }

  /// Half of the runs pass through many epochs; in half of those an honest validator at the end of
  /// the list comes and goes, if those who stay bear the faulty without it.
  private Scenario.Epochs drawEpochs(
      SplittableRandom people, List<Mishap> mishaps, List<Integer> confused) {
    boolean many = people.nextBoolean();
    long blocks = 2 + people.nextLong(1L << people.nextInt(2, 7));
    StakeDraw drawn = stake;
    if (drawn != null) {
      return new Scenario.Epochs(drawn.epochBlocks(), false);
    }
    boolean wanted = people.nextBoolean();
    int last = stakes.size() - 1;
    boolean good =
        corrupt.stream().noneMatch(c -> c.validator() == last)
            && !confused.contains(last)
            && isGood(last, mishaps);
    boolean borne = 3 * faultyWeight < total() - stakes.get(last);
    return many
        ? new Scenario.Epochs(blocks, wanted && last > 0 && good && borne)
        : Scenario.Epochs.ONE;
  }

  /// Validators in random order become corrupt as long as the stake allows.
  private void drawCorrupt(SplittableRandom people) {
    List<String> names =
        options.strategies().isEmpty()
            ? options.overThird()
                ? List.of(Strategy.FORKER.text())
                : Strategy.drawn(options.staking())
            : options.strategies();
    if (stake != null && options.strategies().isEmpty() && people.nextBoolean()) {
      names = Strategy.ofStaking();
    }
    boolean honest = people.nextInt(4) == 0 && options.strategies().isEmpty();
    boolean alike = people.nextBoolean();
    String common = names.get(people.nextInt(names.size()));
    long total = total();
    long forking = 2 * (2 * total / 3 + 1) - total; // what two quorums share
    for (int i : shuffled(people)) {
      String own = names.get(people.nextInt(names.size()));
      long with = faultyWeight + stakes.get(i);
      boolean allowed = options.overThird() ? 3 * with < 2 * total : isBorne(with);
      boolean wanted = options.overThird() ? faultyWeight < forking : !honest;
      if (allowed && wanted) {
        faultyWeight = with;
        faulty.add(i);
        corrupt.add(new Scenario.Corrupt(i, alike ? common : own));
      }
    }
    for (int i = stakes.size(); stake != null && i < stake.keys(); i++) {
      String own = names.get(people.nextInt(names.size()));
      if (people.nextInt(4) == 0 && !honest) {
        faulty.add(i); // comes in when the others bear it
        corrupt.add(new Scenario.Corrupt(i, alike ? common : own));
      }
    }
  }

  private int[] shuffled(SplittableRandom people) {
    int[] order = new int[stakes.size()];
    for (int i = 0; i < order.length; i++) {
      int j = people.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private long total() {
    return stakes.stream().mapToLong(Long::longValue).sum();
  }

  /// Counts a validator among the faulty if the stake allows.
  private boolean mayFail(int validator) {
    boolean taken = corrupt.stream().anyMatch(c -> c.validator() == validator);
    long with = faultyWeight + stakes.get(validator);
    if (taken || !isBorne(with)) {
      return false;
    }
    faultyWeight = with;
    faulty.add(validator);
    return true;
  }

  private boolean isBorne(long weight) {
    return stake == null ? 3 * weight < total() : stake.bears(weight);
  }

  private boolean disputes() {
    return corrupt.stream()
        .anyMatch(c -> c.strategy().equals(Strategy.INVALID_PAYLOAD_LEADER.text()));
  }

  private static boolean isGood(int validator, List<Mishap> mishaps) {
    for (Mishap mishap : mishaps) {
      boolean lasting =
          switch (mishap) {
            case Mishap.FailedFlush(_, int node) -> node == validator;
            case Mishap.Damage(_, int node, _) -> node == validator;
            default -> false;
          };
      if (lasting) {
        return false;
      }
    }
    return true;
  }
}
