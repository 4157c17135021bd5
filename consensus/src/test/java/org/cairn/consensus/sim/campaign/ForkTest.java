package org.cairn.consensus.sim.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// With more than a third of the stake corrupt the chain can fork, and every fork convicts.
final class ForkTest {
  private static final int SEEDS = 100;

  @Test
  void run_withMoreThanAThirdCorrupt_forksAndConvictsItsMakersOnly(TestReporter reporter) {
    Options options = Options.standard().withOverThird(true).withSeconds(30);
    int forks = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      Run.Outcome outcome = Run.of(seed, options);
      assertThat(outcome.failure()).as(options.command(seed)).isNull();
      forks += outcome.forked() ? 1 : 0;
    }
    reporter.publishEntry("forks", forks + " of " + SEEDS);
    assertThat(forks).isGreaterThan(SEEDS / 3);
  }
}
