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

  private static final int[] SIZES = {1, 4, 5, 7};

  private final long seed;
  private final String rule;
  private final Consumer<String> log;
  private Options best;
  private long failedMillis;
  private int runs;

  private Minimizer(
      long seed, Options options, String rule, long failedMillis, Consumer<String> log) {
    this.seed = seed;
    this.rule = rule;
    this.log = log;
    this.best = options;
    this.failedMillis = failedMillis;
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
    Minimizer minimizer = new Minimizer(seed, options, rule, outcome.virtualMillis(), log);
    minimizer.shrink();
    return minimizer.best;
  }

  private void shrink() {
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
      boolean fewerCorrupt = dropCorrupt();
      boolean quieter = !best.quiet() && attempt(best.withQuiet(), "without loss");
      boolean shorter = lessTime();
      smaller = fewerMishaps || fewerCorrupt || quieter || shorter || fewerValidators();
    }
  }

  /// Ends the faults soon after the failure, if it comes before their end; else tries half of the
  /// time.
  private boolean lessTime() {
    boolean any = false;
    boolean shorter = true;
    while (shorter) {
      shorter = false;
      for (long seconds : new long[] {failedMillis / 700 + 1, best.seconds() / 2}) {
        if (seconds > 0 && seconds < best.seconds()) {
          shorter |= attempt(best.withSeconds(seconds), seconds + " s");
        }
      }
      any |= shorter;
    }
    return any;
  }

  private boolean fewerValidators() {
    int now = Draw.of(seed, best).stakes().size();
    for (int n : SIZES) {
      if (n < now && attempt(best.withValidators(n), n + " validators")) {
        return true;
      }
    }
    return false;
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
    Run.Outcome outcome = Run.of(seed, smaller);
    boolean fails = rule.equals(outcome.rule());
    if (fails) {
      failedMillis = outcome.virtualMillis();
      best = smaller;
      log.accept("still fails with " + what);
    }
    return fails;
  }
}
