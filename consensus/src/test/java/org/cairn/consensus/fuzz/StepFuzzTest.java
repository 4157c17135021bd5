package org.cairn.consensus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// `scripts/fuzz` runs it for longer, or again from a seed.
final class StepFuzzTest {
  private static final int LEAST_RUNS = 400;

  @Test
  void engine_againstEverybodyElse_neitherFailsNorConvictsItself() {
    long seed = Budget.seed();
    Budget budget = Budget.of("step", seed, LEAST_RUNS);
    long rounds = 0;
    for (long run = seed; budget.allows(); run++) {
      try {
        rounds += new StepFuzz(run).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + run, e);
      }
    }
    assertThat(rounds).isGreaterThan(LEAST_RUNS);
  }
}
