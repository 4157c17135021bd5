package org.cairn.consensus.mutants;

import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import org.cairn.consensus.sim.adversary.Strategy;
import org.cairn.consensus.sim.campaign.Options;
import org.cairn.consensus.sim.campaign.Run;
import org.cairn.consensus.sim.explore.Exploration;
import org.cairn.consensus.sim.oracle.Violation;
import org.cairn.consensus.sim.world.Latency;
import org.cairn.consensus.sim.world.Mishap;
import org.cairn.consensus.sim.world.Scenario;
import org.cairn.consensus.sim.world.World;
import org.cairn.consensus.simplex.EngineConfig;
import org.jspecify.annotations.Nullable;

/// Runs seeds of the simulator on the classes of its own loader. Names the rule that a seed breaks,
/// or gives out nothing.
///
/// The kind of the trial is `standard`, as in the suite; `staking`, where blocks move stake;
/// `pace`, which adds an oracle of latency; `explore`, where a seed is the number of a case of one
/// view that is explored to its end; or names of adversaries.
final class SeedTrial implements LongFunction<@Nullable String> {
  private static final long DELTA_MILLIS = 50;
  private static final long BUDGET_MILLIS = 20;
  private static final long PACE_MILLIS = 60_000;
  private static final int VALIDATORS = 4;

  private final String kind;

  SeedTrial(String kind) {
    this.kind = kind;
  }

  @Override
  public @Nullable String apply(long seed) {
    return switch (kind) {
      case "standard" -> rule(Run.of(seed, Options.standard()));
      case "pace" -> pace(seed);
      case "explore" -> explore(seed);
      case StakingMutants.TRIAL -> rule(Run.of(seed, Options.ofStaking()));
      default -> rule(Run.of(seed, Options.standard().withStrategies(List.of(kind.split(",")))));
    };
  }

  private static @Nullable String explore(long seed) {
    var scope = new Exploration.Scope(List.of(1L, 1L, 1L, 1L), 1, 1, -1, false);
    List<Exploration.Case> cases = Exploration.cases(scope);
    return seed > cases.size()
        ? null
        : Exploration.explore(cases.get((int) seed - 1), _ -> false).violation();
  }

  /// An engine that throws has stopped itself; that names no rule.
  private static @Nullable String rule(Run.Outcome outcome) {
    return "thrown".equals(outcome.rule()) ? outcome.failure() : outcome.rule();
  }

  /// Four validators at constant delay. By turns all are there, the last one is down, or it
  /// proposes two blocks: with n blocks a second when all are there, three of four views bring one
  /// and the fourth costs no more than the design says.
  private static @Nullable String pace(long seed) {
    List<Mishap> mishaps =
        seed % 3 == 1
            ? List.of(new Mishap.Crash(0, VALIDATORS - 1, PACE_MILLIS * 2, Mishap.Moment.AT_ONCE))
            : List.of();
    List<Scenario.Corrupt> corrupt =
        seed % 3 == 2
            ? List.of(new Scenario.Corrupt(VALIDATORS - 1, Strategy.EQUIVOCATING_LEADER.text()))
            : List.of();
    Scenario scenario =
        new Scenario(
            seed,
            Collections.nCopies(VALIDATORS, 1L),
            0,
            corrupt,
            List.of(),
            new Latency.Constant(DELTA_MILLIS),
            EngineConfig.of(2 * DELTA_MILLIS, BUDGET_MILLIS),
            0,
            0,
            mishaps,
            Scenario.Epochs.ONE,
            false,
            PACE_MILLIS,
            PACE_MILLIS);
    try {
      World world = new World(scenario, Strategy::factory, List.of(), World.GENESIS);
      world.start();
      world.advanceTo(PACE_MILLIS);
      long blocks = world.height(true);
      // A good view takes 2δ. A bad one is given up at its start, or after 3δ at most.
      long cycle = seed % 3 == 0 ? 8 * DELTA_MILLIS : 10 * DELTA_MILLIS;
      long wanted = (seed % 3 == 0 ? 4 : 3) * PACE_MILLIS / cycle * 97 / 100;
      return blocks >= wanted ? null : "PACE " + seed % 3 + ": " + blocks + " of " + wanted;
    } catch (Violation e) {
      return e.rule();
    }
  }
}
