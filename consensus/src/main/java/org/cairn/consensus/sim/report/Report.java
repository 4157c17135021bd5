package org.cairn.consensus.sim.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.sim.adversary.LeaderFaults;
import org.cairn.consensus.sim.world.Behaviour;
import org.cairn.consensus.sim.world.Latency;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.sim.world.World;
import org.cairn.consensus.simplex.EngineConfig;

/// Measures what §1.5 and §3.4 of the design promise: exact latencies with constant delay, the cost
/// of each kind of bad leader, the return after a partition, and latency between regions against
/// the bound that the delays and stakes allow.
public final class Report {
  /// All figures, and the plots as SVG by file name.
  public record Result(List<Figure> figures, Map<String, String> plots) {
    public Result {
      figures = List.copyOf(figures);
      plots = Map.copyOf(plots);
    }

    public boolean isMet() {
      return figures.stream().allMatch(Figure::met);
    }
  }

  private static final long DELTA = 50;
  private static final int[] SIZES = {4, 7, 10, 16, 31, 50, 100, 150};

  private final List<Figure> figures = new ArrayList<>();
  private final Map<String, String> plots = new LinkedHashMap<>();
  private final Consumer<String> progress;

  private Report(Consumer<String> progress) {
    this.progress = progress;
  }

  /// @param largest leaves out larger networks than this
  /// @param progress hears what is measured next
  public static Result measure(int largest, Consumer<String> progress) {
    Report report = new Report(progress);
    int[] sizes = Arrays.stream(SIZES).filter(n -> n <= largest).toArray();
    for (int n : sizes) {
      report.exact(n);
    }
    report.crashedLeader();
    report.badLeader("leader gives up", LeaderFaults.givesUp(), 2 * DELTA);
    report.badLeader("leader shows two blocks", LeaderFaults.showsTwoBlocks(), 3 * DELTA);
    report.partition();
    report.regions(sizes);
    return new Result(report.figures, report.plots);
  }

  private void add(String name, String wanted, String measured, boolean met) {
    figures.add(new Figure(name, wanted, measured, met));
  }

  // ---- Constant delay.

  private void exact(int n) {
    progress.accept("constant delay, " + n + " validators");
    World world =
        Lab.calm(Lab.equalStakes(n), new Latency.Constant(DELTA), 2 * DELTA * (n > 50 ? 8 : 40));
    boolean finality = true;
    boolean interval = true;
    int blocks = 0;
    for (SimNode node : world.nodes()) {
      List<SimNode.Final> finals = node.finals();
      blocks += finals.size();
      for (int i = 0; i < finals.size(); i++) {
        long proposed = Lab.proposedMillis(finals.get(i).header());
        finality &= finals.get(i).atMillis() - proposed == 3 * DELTA;
        interval &=
            i == 0 || proposed - Lab.proposedMillis(finals.get(i - 1).header()) == 2 * DELTA;
      }
    }
    boolean some = blocks >= 5 * n;
    add("finality, " + n + " validators", "3δ exactly", said(finality), finality && some);
    add("block interval, " + n + " validators", "2δ exactly", said(interval), interval && some);
  }

  private static String said(boolean exact) {
    return exact ? "exactly, at every node" : "not everywhere";
  }

  // ---- Bad leaders.

  /// What views without a block cost: the times between consecutive proposals beyond 2δ, with the
  /// number of views that were skipped between.
  private static List<long[]> skips(World world) {
    SimNode honest = world.nodes().getLast();
    List<long[]> skips = new ArrayList<>();
    for (int i = 1; i < honest.finals().size(); i++) {
      ConsensusHeader before = honest.finals().get(i - 1).header();
      ConsensusHeader header = honest.finals().get(i).header();
      long skipped = header.view() - before.view() - 1;
      long extra = Lab.proposedMillis(header) - Lab.proposedMillis(before) - 2 * DELTA;
      if (skipped > 0) {
        skips.add(new long[] {skipped, extra});
      }
    }
    return skips;
  }

  private void crashedLeader() {
    progress.accept("a crashed leader");
    long millis = 60_000;
    World world = Lab.withoutFirst(4, new Latency.Constant(DELTA), millis);
    EngineConfig config = Lab.CONFIG;
    long first = 2 * config.baseTimeoutMillis() + config.buildBudgetMillis() + DELTA;
    int patient = 0;
    int quick = 0;
    boolean exact = true;
    for (long[] skip : skips(world)) {
      if (skip[1] == skip[0] * DELTA) {
        quick++;
      } else {
        patient++;
        exact &= skip[1] % DELTA == first % DELTA && skip[1] <= skip[0] * first;
      }
    }
    add(
        "crashed leader, first time",
        "2Δ + build + δ = " + first + " ms, once",
        patient + " views took " + first + " ms",
        exact && patient == 1);
    add("crashed leader, after that", "δ", quick + " skips took δ a view", quick > 5);
    SimNode honest = world.nodes().getLast();
    double rate = honest.finals().size() * 1_000.0 / millis;
    double ideal = 3_000.0 / (7 * DELTA);
    add(
        "rate with 1 of 4 gone",
        "90 %% of %.1f blocks/s".formatted(ideal),
        "%.1f %%".formatted(100 * rate / ideal),
        rate >= 0.9 * ideal);
  }

  private void badLeader(String name, Behaviour.Factory leader, long wanted) {
    progress.accept("a " + name);
    World world = Lab.withLeader(7, new Latency.Constant(DELTA), 20_000, leader);
    long worst = 0;
    int seen = 0;
    for (long[] skip : skips(world)) {
      worst = Math.max(worst, skip[1] / skip[0]);
      seen++;
    }
    add(
        name,
        "%dδ a view".formatted(wanted / DELTA),
        "%.1fδ at most, %d times".formatted((double) worst / DELTA, seen),
        seen > 0 && worst <= wanted);
  }

  // ---- Partition.

  private void partition() {
    EngineConfig config = Lab.CONFIG;
    long wait = Math.max(config.rebroadcastMillis(), 2 * config.baseTimeoutMillis());
    for (int n : new int[] {4, 7, 10}) {
      progress.accept("a partition of " + n);
      long healed = 30_000;
      long side = (1L << ((n + 1) / 2)) - 1;
      World world = Lab.cut(n, new Latency.Constant(DELTA), healed, side);
      long before = world.height(true);
      while (world.height(false) <= before && world.nowMillis() < 2 * healed) {
        world.advanceTo(world.nowMillis() + 1);
      }
      long took = world.nowMillis() - healed;
      long bound = wait + 2 * DELTA + 4 * DELTA;
      add(
          "final again after halves of " + n + " were apart",
          "t_r + 6δ = " + bound + " ms",
          took + " ms",
          took <= bound);
    }
  }

  // ---- Regions.

  private void regions(int[] sizes) {
    List<String> labels = new ArrayList<>();
    List<Double> bounds = new ArrayList<>();
    List<Double> medians = new ArrayList<>();
    List<Double> tails = new ArrayList<>();
    List<Double> constant = new ArrayList<>();
    for (int n : sizes) {
      progress.accept("regions, " + n + " validators");
      RegionRun equal = RegionRun.of(Lab.equalStakes(n));
      RegionRun unequal = RegionRun.of(Lab.unequalStakes(n));
      compare(n + " validators", equal);
      compare(n + " validators, unequal stakes", unequal);
      labels.add(String.valueOf(n));
      bounds.add((double) equal.bound(50));
      medians.add((double) equal.measured(50));
      tails.add((double) equal.measured(99));
      constant.add(3.0 * DELTA);
      if (n == sizes[sizes.length - 1]) {
        plots.put("finality-by-region.svg", byRegion(n, equal));
      }
    }
    Chart chart = new Chart("Time to finality", "validators, in eleven regions", labels);
    chart.line("regions, median", medians).line("regions, 99 of 100", tails);
    chart.dashed("lower bound, median", bounds);
    chart.line("constant delay of %d ms".formatted(DELTA), constant);
    plots.put("finality-by-validators.svg", chart.svg());
  }

  /// Block by block and node by node against the bound for that leader at that node: a median of
  /// one thing over the median of another would jump where few delays exist.
  private void compare(String name, RegionRun run) {
    add(
        "regions, p50 finality, " + name,
        "at most 1.05 of the bound",
        "%.3f, %d ms".formatted(run.ratio(50), run.measured(50)),
        run.ratio(50) <= 1.05 && run.isEnough());
    add(
        "regions, p99 finality, " + name,
        "at most 1.15 of the bound",
        "%.3f, %d ms".formatted(run.ratio(99), run.measured(99)),
        run.ratio(99) <= 1.15 && run.isEnough());
  }

  private static String byRegion(int n, RegionRun run) {
    int regions = Math.min(n, Regions.NAMES.size());
    List<Double> medians = new ArrayList<>();
    List<Double> tails = new ArrayList<>();
    List<Double> bounds = new ArrayList<>();
    for (int region = 0; region < regions; region++) {
      medians.add((double) run.measuredIn(region, 50));
      tails.add((double) run.measuredIn(region, 99));
      bounds.add((double) run.boundIn(region, 50));
    }
    return new Chart(
            "Time to finality, %d validators".formatted(n),
            "region of the node that sees the block final",
            Regions.NAMES.subList(0, regions))
        .line("median", medians)
        .line("99 of 100", tails)
        .dashed("lower bound, median", bounds)
        .svg();
  }
}
