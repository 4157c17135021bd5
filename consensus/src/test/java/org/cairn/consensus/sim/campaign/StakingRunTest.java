package org.cairn.consensus.sim.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.cairn.consensus.sim.stake.StakeEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Seeds in which blocks move stake.
final class StakingRunTest {
  private static final long SEEDS = 2_000;
  private static final long LEAST_EPOCHS = 3;

  /// `-Dcairn.sim.staking.seeds=N` runs another number of seeds.
  @Test
  void run_seedsWithStaking_breakNoRule(TestReporter reporter) {
    long seeds = Long.getLong("cairn.sim.staking.seeds", SEEDS);
    int jobs = Runtime.getRuntime().availableProcessors();
    Campaign.Summary summary = new Campaign(Options.ofStaking(), jobs).run(1, seeds, _ -> {});
    reporter.publishEntry("seeds", seeds + ", " + summary.blocks() + " blocks, " + summary.stake());
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.fewestEpochs()).isGreaterThanOrEqualTo(LEAST_EPOCHS);
    assertThat(summary.stake().keySet())
        .as("everything has happened")
        .containsAll(EnumSet.complementOf(EnumSet.of(StakeEvent.OVER_A_THIRD)));
    assertThat(summary.stake()).as("a run ends early").doesNotContainKey(StakeEvent.OVER_A_THIRD);
  }

  @Test
  void run_sameSeedTwice_hasTheSameTrace() {
    for (long seed = 2_001; seed < 2_006; seed++) {
      Run.Outcome first = Run.of(seed, Options.ofStaking());
      Run.Outcome second = Run.of(seed, Options.ofStaking());
      assertThat(second).as("seed %d", seed).isEqualTo(first);
    }
  }
}
