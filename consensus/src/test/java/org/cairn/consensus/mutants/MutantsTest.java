package org.cairn.consensus.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MutantsTest {
  private static final int WANTED = 25;
  private static final int CONTROL_SEEDS = 3;

  /// `-Dcairn.mutants.all=true` takes those as well that live for long.
  static Stream<Mutant> mutants() {
    boolean all = Boolean.getBoolean("cairn.mutants.all");
    return Mutants.all().stream().filter(mutant -> all || mutant.isQuick());
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void mutant_ofOneRule_isSeen(Mutant mutant, TestReporter reporter) {
    Mutant.Fate fate = mutant.hunt();
    reporter.publishEntry(mutant.name(), fate.by() + " after " + fate.seeds());
    assertThat(fate.isKilled()).as("%s lives after %d seeds", mutant.name(), fate.seeds()).isTrue();
  }

  @Test
  void rules_unchanged_areBlamedByNoTrial() {
    assertThat(Mutants.all()).hasSizeGreaterThanOrEqualTo(WANTED);
    List<Mutant> oneOfEach =
        List.copyOf(
            Mutants.all().stream()
                .collect(Collectors.toMap(Mutant::trial, mutant -> mutant, (first, _) -> first))
                .values());
    for (Mutant mutant : oneOfEach) {
      assertThat(mutant.control(CONTROL_SEEDS).by()).as(mutant.trial()).isEmpty();
    }
  }
}
