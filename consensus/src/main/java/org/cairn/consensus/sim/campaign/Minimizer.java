package org.cairn.consensus.sim.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.cairn.consensus.sim.world.Scenario;

/// Makes a failing seed small: as little time, as few mishaps and corrupt validators, and as quiet
/// a network as still break the same rule.
public final class Minimizer {
  /// Runs that one shrinking may cost.
  private static final int MAX_RUNS = 300;

  private final long seed;
  private final String rule;
  private final Consumer<String> log;
  private Options best;
  private int runs;

  private Minimizer(long seed, Options options, String rule, Consumer<String> log) {
    this.seed = seed;
    this.rule = rule;
    this.log = log;
    this.best = options;
  }

  /// The smallest options found with which the seed still fails by the same rule.
  ///
  /// @throws IllegalArgumentException when it does not fail
  public static Options shrink(long seed, Options options, Consumer<String> log) {
    Run.Outcome outcome = Run.of(seed, options);
    String rule = outcome.rule();
    if (rule == null) {
      throw new IllegalArgumentException("seed " + seed + " breaks no rule");
    }
    Minimizer minimizer = new Minimizer(seed, options, rule, log);
    minimizer.shrink(outcome.virtualMillis());
    return minimizer.best;
  }

  private void shrink(long failedMillis) {
    Scenario drawn = Draw.of(seed, best);
    if (best.corrupt() == null) {
      best = best.withCorrupt(all(drawn.corrupt().size()));
    }
    if (best.mishaps() == null) {
      best = best.withMishaps(all(drawn.mishaps().size()));
    }
    boolean smaller = true;
    while (smaller && runs < MAX_RUNS) {
      boolean fewerMishaps = dropMishaps();
      smaller = dropCorrupt() || fewerMishaps;
    }
    boolean _ = attempt(best.withQuiet(), "without loss");
    boolean _ = attempt(best.withSeconds(failedMillis / 700 + 1), "less time");
    for (long seconds = best.seconds() / 2; seconds > 0; seconds /= 2) {
      if (!attempt(best.withSeconds(seconds), seconds + " s")) {
        break;
      }
    }
    for (int n : new int[] {1, 4, 5, 7}) {
      if (n < drawn.stakes().size() && attempt(best.withValidators(n), n + " validators")) {
        break;
      }
    }
  }

  private static List<Integer> all(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private boolean dropMishaps() {
    List<Integer> kept = best.mishaps() == null ? List.of() : best.mishaps();
    boolean dropped = false;
    for (int size = Math.max(1, kept.size() / 2); size >= 1; size /= 2) {
      for (int from = 0; from < kept.size(); from += size) {
        List<Integer> now = best.mishaps() == null ? List.of() : best.mishaps();
        List<Integer> less = new ArrayList<>(now);
        less.removeAll(kept.subList(from, Math.min(kept.size(), from + size)));
        if (less.size() < now.size()) {
          dropped |= attempt(best.withMishaps(less), less.size() + " mishaps");
        }
      }
    }
    return dropped;
  }

  private boolean dropCorrupt() {
    List<Integer> kept = best.corrupt() == null ? List.of() : best.corrupt();
    boolean dropped = false;
    for (Integer place : kept) {
      List<Integer> less = new ArrayList<>(best.corrupt() == null ? List.of() : best.corrupt());
      less.removeIf(place::equals);
      dropped |= attempt(best.withCorrupt(less), less.size() + " corrupt");
    }
    return dropped;
  }

  private boolean attempt(Options smaller, String what) {
    if (runs++ >= MAX_RUNS) {
      return false;
    }
    boolean fails = rule.equals(Run.of(seed, smaller).rule());
    if (fails) {
      best = smaller;
      log.accept("still fails with " + what);
    }
    return fails;
  }
}
