package org.cairn.consensus.fuzz;

/// How long a fuzz target runs: briefly in the suite, as long as `scripts/fuzz` says otherwise.
final class Budget {
  private final long endNanos =
      System.nanoTime() + Long.getLong("cairn.fuzz.millis", 0) * 1_000_000;
  private final int least;
  private int runs;

  private Budget(int least) {
    this.least = least;
  }

  static Budget of(String target, long seed, int least) {
    System.out.println(target + " fuzz: seed " + seed);
    return new Budget(least);
  }

  static long seed() {
    return Long.getLong("cairn.fuzz.seed", System.nanoTime());
  }

  boolean allows() {
    return runs++ < least || System.nanoTime() < endNanos;
  }
}
