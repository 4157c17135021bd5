package org.cairn.node.load;

/// How long answers took, counted in steps of ten microseconds up to two seconds. One thread fills
/// it.
public final class Latencies {
  private static final int STEP_NANOS = 10_000;
  private static final int STEPS = 200_000;

  private final int[] counts = new int[STEPS + 1];
  private long total;

  void add(long nanos) {
    counts[Math.clamp(nanos / STEP_NANOS, 0, STEPS)]++;
    total++;
  }

  public long count() {
    return total;
  }

  /// The time within which that part of the answers came; two seconds stand for all that is longer.
  public double millis(double part) {
    long wanted = (long) Math.ceil(part * total);
    long seen = 0;
    for (int step = 0; step < STEPS; step++) {
      seen += counts[step];
      if (seen >= wanted) {
        return (step + 1.0) * STEP_NANOS / 1e6;
      }
    }
    return STEPS * (double) STEP_NANOS / 1e6;
  }
}
