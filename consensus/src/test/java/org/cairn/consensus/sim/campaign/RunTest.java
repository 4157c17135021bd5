package org.cairn.consensus.sim.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunTest {
  private static final long SEEDS = 2_000;

  /// The gate: `-Dcairn.sim.seeds=N` runs another number of seeds.
  @Test
  void run_seeds_breakNoRule(TestReporter reporter) {
    long seeds = Long.getLong("cairn.sim.seeds", SEEDS);
    int jobs = Runtime.getRuntime().availableProcessors();
    Campaign.Summary summary = new Campaign(Options.standard(), jobs).run(1, seeds, _ -> {});
    reporter.publishEntry(
        "seeds",
        "%d: %d steps, %d final blocks, %d virtual hours"
            .formatted(
                summary.seeds(),
                summary.steps(),
                summary.blocks(),
                summary.virtualMillis() / 3_600_000));
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.blocks()).isGreaterThan(seeds);
  }

  @Test
  void run_sameSeedTwice_hasTheSameTrace() {
    for (long seed = 1_007; seed < 1_017; seed++) {
      Run.Outcome first = Run.of(seed, Options.standard().withSeconds(30));
      Run.Outcome second = Run.of(seed, Options.standard().withSeconds(30));
      assertThat(second).as("seed %d", seed).isEqualTo(first);
    }
  }

  /// Seeds beyond the gate that have broken a rule once.
  @ParameterizedTest
  @ValueSource(
      longs = {
        10_058, // a lone validator that was never given the time it took to build
        10_576, // usurpers who answered each other's proposals, without end
      })
  void run_seedThatFailedOnce_holds(long seed) {
    assertThat(Run.of(seed, Options.standard()).failure()).isNull();
  }
}
