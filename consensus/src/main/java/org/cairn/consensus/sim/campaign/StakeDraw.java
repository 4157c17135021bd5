package org.cairn.consensus.sim.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.cairn.consensus.sim.stake.StakePlan;
import org.cairn.consensus.sim.stake.Wish;
import org.cairn.consensus.sim.world.Mishap;
import org.cairn.core.staking.StakingParameters;

/// What a seed means for stake: the chain's rules, who may join, and who wishes what when. Times
/// and amounts are small, so that validators come, go and are paid out within seconds.
final class StakeDraw {
  private static final long COIN = StakingParameters.GWEI_PER_COIN;
  private static final long MIN_COINS = 32;

  private final SplittableRandom random;
  private final long healMillis;
  private final List<Boolean> compounding = new ArrayList<>();
  private final List<Long> gwei = new ArrayList<>();
  private final List<Long> joiners = new ArrayList<>();
  private final long maxCoins;
  private final long epochBlocks;
  private final int spare;

  StakeDraw(SplittableRandom random, long healMillis, int validators) {
    this.random = random;
    this.healMillis = healMillis;
    this.epochBlocks = 2L + random.nextInt(5);
    this.maxCoins = 2 * MIN_COINS + random.nextLong(200);
    this.spare = random.nextInt(3) == 0 ? 1 : 0;
    int count = validators > 0 ? validators : 4 + random.nextInt(4);
    boolean even = random.nextBoolean();
    for (int i = 0; i < count; i++) {
      boolean second = random.nextBoolean();
      long coins = MIN_COINS + (second && !even ? random.nextLong(2 * MIN_COINS) : 0);
      compounding.add(second);
      gwei.add(coins * COIN + (random.nextInt(4) == 0 ? random.nextLong(COIN) : 0));
    }
    int more = 1 + random.nextInt(4);
    for (int i = 0; i < more; i++) {
      compounding.add(random.nextBoolean());
      joiners.add(random.nextLong(healMillis / 2));
    }
  }

  /// What the genesis validators bring.
  List<Long> gwei() {
    return gwei;
  }

  /// What of that counts, in coins.
  List<Long> coins() {
    return gwei.stream().map(stake -> stake / COIN).toList();
  }

  long epochBlocks() {
    return epochBlocks;
  }

  int keys() {
    return compounding.size();
  }

  /// Whether faulty validators with that many coins are borne, whatever the others do.
  boolean bears(long faultyCoins) {
    List<Long> heaviest = new ArrayList<>(coins());
    heaviest.sort(Comparator.reverseOrder());
    long total = heaviest.stream().mapToLong(Long::longValue).sum();
    long spared = spare == 0 ? 0 : heaviest.getFirst();
    return 22 * faultyCoins < 10 * (total - faultyCoins - spared);
  }

  StakePlan plan(List<Integer> faulty) {
    return new StakePlan(parameters(), compounding, joiners, faulty, spare, wishes());
  }

  private StakingParameters parameters() {
    long window = 1L + random.nextInt(4);
    return new StakingParameters(
        epochBlocks,
        random.nextBoolean() ? COIN : COIN / 100,
        MIN_COINS * COIN,
        maxCoins * COIN,
        new StakingParameters.Churn(
            (20 + random.nextInt(150)) * COIN, 1 << 16, 1 + random.nextInt(4)),
        new StakingParameters.Exits(
            window + random.nextInt(3), window, 1 + random.nextInt(4), 1 + random.nextInt(3)),
        new StakingParameters.Rewards(
            random.nextInt(3) == 0 ? 0 : 1_000_000,
            StakingParameters.Rewards.DEFAULT.referenceStakeGwei(),
            random.nextInt(101),
            random.nextBoolean() ? 50 : 1 + random.nextInt(100)),
        new StakingParameters.Penalties(
            random.nextInt(200_000),
            1_000,
            50_000,
            random.nextInt(4),
            spare == 0 ? 1_000_000 : 1 + random.nextInt(4),
            1 + random.nextInt(8)));
  }

  // ---- Wishes.

  private List<Wish> wishes() {
    List<Wish> wishes = new ArrayList<>();
    for (int key = gwei.size(); key < keys(); key++) {
      join(key, wishes);
    }
    int count = 3 + random.nextInt(10);
    for (int i = 0; i < count; i++) {
      wishes.add(any(at(), random.nextInt(keys())));
    }
    if (random.nextInt(8) == 0) {
      long at = at();
      for (int key = 0; key < keys(); key++) {
        wishes.add(new Wish.Withdraw(at, key, 0, key)); // all want to leave at once
      }
    }
    return wishes;
  }

  private long at() {
    return 500 + random.nextLong(healMillis * 9 / 10);
  }

  /// Deposits, mostly near the start of the process: at once or in two parts, sometimes after one
  /// that proves nothing.
  private void join(int key, List<Wish> wishes) {
    long at = Math.max(500, joiners.get(key - gwei.size()) - 1_000 + random.nextLong(3_000));
    if (random.nextInt(4) == 0) {
      Wish.Proof bad = random.nextBoolean() ? Wish.Proof.FORGED : Wish.Proof.OF_ANOTHER_CHAIN;
      wishes.add(new Wish.Deposit(at, key, MIN_COINS * COIN, bad));
      at += random.nextLong(2_000);
    }
    long all = (MIN_COINS + random.nextLong(MIN_COINS)) * COIN;
    long first = random.nextInt(3) == 0 ? 1 + random.nextLong(all) : all;
    wishes.add(new Wish.Deposit(at, key, first, Wish.Proof.GOOD));
    if (first < all) {
      at += random.nextLong(3_000);
      wishes.add(new Wish.Deposit(at, key, all - first, Wish.Proof.FORGED)); // a top-up needs none
    }
  }

  private Wish any(long at, int key) {
    int other = random.nextInt(keys());
    int asker = random.nextInt(4) == 0 ? other : key;
    long some = 1 + random.nextLong(40 * COIN);
    return switch (random.nextInt(8)) {
      case 0 -> new Wish.Deposit(at, key, some, Wish.Proof.GOOD);
      case 1, 2 -> new Wish.Withdraw(at, key, 0, asker);
      case 3 -> new Wish.Withdraw(at, key, some, asker);
      case 4, 5 -> new Wish.Consolidate(at, key, other, asker);
      case 6 -> new Wish.Consolidate(at, key, key, asker);
      default -> new Wish.SignedExit(at, key, asker);
    };
  }

  // ---- Crashes at boundaries.

  /// Processes that die around the end of an epoch; and where the others can do without it, one
  /// that is away for long enough to be left out.
  List<Mishap> crashes() {
    List<Mishap> crashes = new ArrayList<>();
    if (spare > 0) {
      long away = healMillis / 4 + random.nextLong(healMillis / 2);
      long at = random.nextLong(healMillis - away);
      int node = random.nextInt(gwei.size());
      crashes.add(new Mishap.Crash(at, node, away, Mishap.Moment.AT_ONCE));
    }
    Mishap.Boundary[] places = Mishap.Boundary.values();
    Mishap.Moment[] moments = Mishap.Moment.values();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      long at = random.nextLong(healMillis * 8 / 10);
      crashes.add(
          new Mishap.BoundaryCrash(
              at,
              random.nextInt(keys()),
              random.nextLong(Math.min(2_000, healMillis - at)),
              places[random.nextInt(places.length)],
              moments[random.nextInt(moments.length)]));
    }
    return crashes;
  }
}
