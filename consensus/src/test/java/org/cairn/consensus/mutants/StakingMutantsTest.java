package org.cairn.consensus.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StakingMutantsTest {
  private static final int CONTROL_SEEDS = 20;

  static List<Mutant> mutants() {
    return StakingMutants.all();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_ofOneRule_isSeen(Mutant mutant, TestReporter reporter) {
    Mutant.Fate fate = mutant.hunt();
    reporter.publishEntry(mutant.name(), fate.by() + " after " + fate.seeds());
    assertThat(fate.isKilled()).as("%s lives after %d seeds", mutant.name(), fate.seeds()).isTrue();
  }

  @Test
  void rules_unchanged_areBlamedByNoSeed() {
    assertThat(StakingMutants.all().getFirst().control(CONTROL_SEEDS).by()).isEmpty();
  }
}
