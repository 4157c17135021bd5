package org.cairn.consensus.sim.twins;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TwinsRunTest {
  /// `cairn simulate --twins 3` takes longer.
  @Test
  void twins_ofFourInTwoRounds_breakNoRuleInAnyScript() {
    TwinsRun run = new TwinsRun(4, 1);
    assertThat(Script.all(2)).hasSizeGreaterThan(300).allMatch(script -> run.run(script) == null);
  }

  @Test
  void twins_ofSevenInFiveRounds_breakNoRuleInSampledScripts() {
    TwinsRun run = new TwinsRun(7, 2);
    for (long seed = 1; seed <= 100; seed++) {
      assertThat(run.sample(seed, 5)).as("seed %d", seed).isNull();
    }
  }

  /// Two of four, doubled, are more than a third: the scripts do find forks.
  @Test
  void twins_ofTwoOfFour_fork() {
    TwinsRun run = new TwinsRun(4, 2);
    long forks = 0;
    for (long seed = 1; seed <= 100; seed++) {
      forks += run.sample(seed, 4) == null ? 0 : 1;
    }
    assertThat(forks).isPositive();
  }
}
