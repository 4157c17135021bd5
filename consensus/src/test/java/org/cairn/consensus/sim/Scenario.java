package org.cairn.consensus.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What a seed means: who is there, how the network and the disk behave, what goes wrong and when
/// it stops. After `healMillis` there are no more faults, only the adversaries.
record Scenario(
    long seed,
    List<Long> stakes,
    int adversaries,
    Kind adversary,
    int observers,
    long minDelayMillis,
    long maxDelayMillis,
    int lossPercent,
    int duplicatePercent,
    int crashes,
    int partitions,
    long healMillis,
    long endMillis) {
  /// How those below a third of the stake misbehave.
  enum Kind {
    SILENT,
    EQUIVOCATING,
    WITHHOLDING
  }

  private static final int[] SIZES = {1, 4, 5, 7};

  static Scenario of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = SIZES[random.nextInt(SIZES.length)];
    List<Long> stakes = new ArrayList<>();
    boolean even = random.nextInt(3) == 0;
    for (int i = 0; i < n; i++) {
      stakes.add(even ? 1 : random.nextLong(1, 101));
    }
    long max = 20L + random.nextInt(120);
    boolean calm = random.nextInt(5) == 0;
    return new Scenario(
        seed,
        List.copyOf(stakes),
        n == 1 || random.nextInt(4) == 0 ? 0 : n / 3,
        Kind.values()[random.nextInt(3)],
        random.nextInt(3) == 0 ? 1 : 0,
        random.nextLong(1, 21),
        max,
        calm ? 0 : random.nextInt(20),
        random.nextInt(10),
        calm ? 0 : random.nextInt(2 * n + 1),
        calm || n == 1 ? 0 : random.nextInt(4),
        6_000,
        14_000);
  }
}
