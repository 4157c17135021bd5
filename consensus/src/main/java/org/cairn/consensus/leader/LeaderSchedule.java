package org.cairn.consensus.leader;

import java.math.BigInteger;
import java.util.Arrays;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.core.types.Hash;

/// Which validator leads a view. Views are dealt in cycles; within a cycle every validator has as
/// many views as its stake entitles it to, to the view (largest remainder), in an order that only
/// the epoch's seed decides. Nothing a leader does changes it.
///
/// Keeps the last cycle computed, so it belongs to one thread.
public final class LeaderSchedule {
  private static final int MIN_CYCLE_VIEWS = 512;
  private static final int VIEWS_PER_VALIDATOR = 4;

  private final Hash seed;
  private final int[] slots;
  private long cycle = -1;
  private int[] order = {};

  public LeaderSchedule(EpochContext context) {
    this.seed = context.seed();
    this.slots = deal(context.validators(), context.seed());
  }

  /// @throws IllegalArgumentException for view 0, which has no leader
  public int leader(long view) {
    if (view <= 0) {
      throw new IllegalArgumentException("view " + view + " has no leader");
    }
    long wanted = (view - 1) / slots.length;
    if (wanted != cycle) {
      order = slots.clone();
      new StratifiedShuffle(seed, wanted).shuffle(order);
      cycle = wanted;
    }
    return order[(int) ((view - 1) % slots.length)];
  }

  public int cycleViews() {
    return slots.length;
  }

  /// The leaders of a cycle before the shuffle: each validator as often as it is entitled to.
  private static int[] deal(ValidatorSet validators, Hash seed) {
    int n = validators.size();
    int views = Math.max(VIEWS_PER_VALIDATOR * n, MIN_CYCLE_VIEWS);
    BigInteger total = BigInteger.valueOf(validators.total());
    int[] counts = new int[n];
    long[] remainders = new long[n];
    int dealt = 0;
    for (int i = 0; i < n; i++) {
      BigInteger[] share =
          BigInteger.valueOf(validators.weight(i))
              .multiply(BigInteger.valueOf(views))
              .divideAndRemainder(total);
      counts[i] = share[0].intValueExact();
      remainders[i] = share[1].longValueExact();
      dealt += counts[i];
    }
    int[] tieBreak = new int[n];
    Arrays.setAll(tieBreak, i -> i);
    new StratifiedShuffle(seed, -1).shuffle(tieBreak);
    Integer[] byRemainder = new Integer[n];
    Arrays.setAll(byRemainder, i -> i);
    Arrays.sort(
        byRemainder,
        (a, b) ->
            remainders[a] != remainders[b]
                ? Long.compare(remainders[b], remainders[a])
                : Integer.compare(tieBreak[a], tieBreak[b]));
    for (int i = 0; dealt < views; i++, dealt++) {
      counts[byRemainder[i]]++;
    }
    int[] slots = new int[views];
    int next = 0;
    for (int i = 0; i < n; i++) {
      Arrays.fill(slots, next, next + counts[i], i);
      next += counts[i];
    }
    return slots;
  }
}
