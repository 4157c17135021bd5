package org.cairn.consensus.sim.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.cairn.consensus.sim.stake.StakeEvent;

/// Many seeds, each on one thread; the only place of the simulator that knows threads. The result
/// does not depend on how many there are.
public final class Campaign {
  /// Failures that are kept; more are only counted.
  private static final int KEPT_FAILURES = 100;

  /// What came of all seeds.
  ///
  /// @param stake what happened to stake in all of them
  /// @param fewestEpochs ends of epochs in the seed with the fewest
  public record Summary(
      long seeds,
      long steps,
      long blocks,
      long virtualMillis,
      long failed,
      long forked,
      Map<StakeEvent, Long> stake,
      long fewestEpochs,
      Map<String, Long> failedByRule,
      List<Run.Outcome> failures) {
    public Summary {
      stake = Map.copyOf(stake);
      failedByRule = Map.copyOf(failedByRule);
      failures = List.copyOf(failures);
    }
  }

  private final Options options;
  private final int jobs;

  /// @param jobs how many threads
  public Campaign(Options options, int jobs) {
    this.options = options;
    this.jobs = jobs;
  }

  /// Runs seeds from `first` on; `done` hears how many are finished, from any thread.
  public Summary run(long first, long seeds, LongConsumer done) {
    AtomicLong next = new AtomicLong(first);
    AtomicLong finished = new AtomicLong();
    try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
      List<Future<Tally>> parts = new ArrayList<>();
      for (int job = 0; job < jobs; job++) {
        parts.add(
            threads.submit(() -> {
              Tally tally = new Tally();
              for (long seed = next.getAndIncrement();
                  seed < first + seeds;
                  seed = next.getAndIncrement()) {
                tally.add(run(seed));
                done.accept(finished.incrementAndGet());
              }
              return tally;
            }));
      }
      Tally all = new Tally();
      for (Future<Tally> part : parts) {
        all.add(part.get());
      }
      return all.summary();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
    }
  }

  /// Errors of the machine end the campaign, and say which seed met them.
  private Run.Outcome run(long seed) {
    try {
      return Run.of(seed, options);
    } catch (Error e) {
      throw new IllegalStateException("seed " + seed + " ended badly: " + e, e);
    }
  }

  /// One thread's sums.
  private static final class Tally {
    private long seeds;
    private long steps;
    private long blocks;
    private long virtualMillis;
    private long failed;
    private long forked;
    private long fewestEpochs = Long.MAX_VALUE;
    private final Map<StakeEvent, Long> stake = new EnumMap<>(StakeEvent.class);
    private final Map<String, Long> byRule = new TreeMap<>();
    private final List<Run.Outcome> failures = new ArrayList<>();

    void add(Run.Outcome outcome) {
      seeds++;
      steps += outcome.steps();
      blocks += outcome.height();
      virtualMillis += outcome.virtualMillis();
      forked += outcome.forked() ? 1 : 0;
      fewestEpochs = Math.min(fewestEpochs, outcome.stake().getOrDefault(StakeEvent.EPOCH, 0L));
      outcome.stake().forEach((event, count) -> stake.merge(event, count, Long::sum));
      String rule = outcome.rule();
      if (rule != null) {
        failed++;
        byRule.merge(rule, 1L, Long::sum);
        if (failures.size() < KEPT_FAILURES) {
          failures.add(outcome);
        }
      }
    }

    void add(Tally other) {
      seeds += other.seeds;
      steps += other.steps;
      blocks += other.blocks;
      virtualMillis += other.virtualMillis;
      failed += other.failed;
      forked += other.forked;
      fewestEpochs = Math.min(fewestEpochs, other.fewestEpochs);
      other.stake.forEach((event, count) -> stake.merge(event, count, Long::sum));
      other.byRule.forEach((rule, count) -> byRule.merge(rule, count, Long::sum));
      failures.addAll(other.failures);
    }

    Summary summary() {
      failures.sort(Comparator.comparingLong(Run.Outcome::seed));
      return new Summary(
          seeds,
          steps,
          blocks,
          virtualMillis,
          failed,
          forked,
          stake,
          fewestEpochs,
          byRule,
          failures);
    }
  }
}
