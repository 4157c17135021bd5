package org.cairn.consensus.sim.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplorationTest {
  private static final List<Long> EQUAL = List.of(1L, 1L, 1L, 1L);
  private static final List<Long> UNEQUAL = List.of(3L, 3L, 2L, 2L);

  @Test
  void explore_oneViewAnyByzantineMessages_everyStateHolds() {
    for (Exploration.Case one :
        Exploration.cases(new Exploration.Scope(UNEQUAL, 1, 1, -1, false))) {
      assertThat(holds(one).withFinal()).isPositive();
    }
  }

  @Test
  void explore_twoViewsOneByzantineMessage_everyStateHolds() {
    List<Exploration.Case> cases = Exploration.cases(new Exploration.Scope(EQUAL, 2, 1, 1, false));
    assertThat(holds(cases.getFirst()).withFinal()).isZero(); // it leads both views
    assertThat(holds(cases.get(2)).withFinal()).isPositive();
  }

  @Test
  void explore_stakesWithTheSameQuorums_visitsTheSameStates() {
    List<Exploration.Case> equal = Exploration.cases(new Exploration.Scope(EQUAL, 2, 1, 1, false));
    List<Exploration.Case> unequal =
        Exploration.cases(new Exploration.Scope(UNEQUAL, 2, 1, 1, false));
    for (int i : new int[] {0, 2}) {
      assertThat(holds(unequal.get(i))).isEqualTo(holds(equal.get(i)));
    }
  }

  /// What is cut by taking silent steps together with the next one, and renamed states as one, is
  /// nothing that anybody has said.
  @Test
  void explore_everyStepByItself_showsNothingElse() {
    for (int messages : new int[] {0, 1, -1}) {
      var every = new Explorer(new Setting(UNEQUAL, 1, List.of(1), messages, true));
      var merged = new Explorer(new Setting(UNEQUAL, 1, List.of(1), messages, false));
      Result all = every.run(_ -> false);
      Result fewer = merged.run(_ -> false);
      assertThat(all.complete() && fewer.complete()).isTrue();
      assertThat(merged.said()).isEqualTo(every.said());
      assertThat(fewer.states()).isLessThan(all.states());
    }
  }

  @Test
  void fingerprint_ofStatesReachedByTwoWays_decidesWhatFollows() {
    var setting = new Setting(UNEQUAL, 1, List.of(0, 1), 1, true);
    Explorer explorer = new Explorer(setting);
    assertThat(explorer.run(_ -> false).complete()).isTrue();
    assertThat(explorer.ambiguities()).isEmpty();
    assertThat(explorer.waysCompared()).isGreaterThan(100);
  }

  @Test
  void explore_halfOfTheStakeByzantine_findsAFork() {
    var scope = new Exploration.Scope(EQUAL, 1, 2, -1, false);
    Result result = Exploration.explore(Exploration.cases(scope).getFirst(), _ -> false);
    assertThat(result.violation()).startsWith("agreement");
    assertThat(result.trace()).hasSize(6);
  }

  @Test
  void explore_stopped_isNotComplete() {
    var scope = new Exploration.Scope(EQUAL, 3, 1, -1, false);
    Result result =
        Exploration.explore(Exploration.cases(scope).getFirst(), states -> states >= 100);
    assertThat(result.complete()).isFalse();
    assertThat(result.violation()).isNull();
  }

  @Test
  void cases_equalStakes_leavesOneCaseOfEachKind() {
    assertThat(Exploration.cases(new Exploration.Scope(EQUAL, 2, 1, -1, false))).hasSize(5);
    assertThat(Exploration.cases(new Exploration.Scope(UNEQUAL, 3, 1, -1, false))).hasSize(15);
    assertThat(Exploration.cases(new Exploration.Scope(List.of(5L, 1L, 1L, 1L), 1, 1, -1, false)))
        .hasSizeGreaterThan(2);
  }

  @Test
  void scope_outOfBounds_isRefused() {
    assertThatThrownBy(() -> new Exploration.Scope(List.of(1L, 1L), 2, 1, -1, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Exploration.Scope(EQUAL, 4, 1, -1, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Result holds(Exploration.Case one) {
    Result result = Exploration.explore(one, _ -> false);
    assertThat(result.violation()).as("%s: %s", one, result.trace()).isNull();
    assertThat(result.complete()).isTrue();
    return result;
  }
}
