package org.cairn.consensus.sim.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

final class RunTest {
  private static final int SEEDS = 200;

  /// `-Dcairn.sim.seed=N` runs one seed.
  @Test
  void run_seeds_breakNoRule(TestReporter reporter) {
    Long only = Long.getLong("cairn.sim.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? SEEDS : only;
    long steps = 0;
    long blocks = 0;
    for (long seed = first; seed <= last; seed++) {
      Run.Outcome outcome = Run.of(seed, Options.standard());
      assertThat(outcome.failure()).as(Options.standard().command(seed)).isNull();
      steps += outcome.steps();
      blocks += outcome.height();
    }
    reporter.publishEntry(
        "seeds", "%d to %d: %d steps, %d final blocks".formatted(first, last, steps, blocks));
    assertThat(blocks).isGreaterThan(last - first);
  }

  @Test
  void run_sameSeedTwice_hasTheSameTrace() {
    for (long seed = 1_007; seed < 1_012; seed++) {
      Run.Outcome first = Run.of(seed, Options.standard().withSeconds(30));
      Run.Outcome second = Run.of(seed, Options.standard().withSeconds(30));
      assertThat(second).as("seed %d", seed).isEqualTo(first);
    }
  }
}
