package org.cairn.node.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.cairn.consensus.sim.adversary.Strategy;
import org.cairn.consensus.sim.campaign.Campaign;
import org.cairn.consensus.sim.campaign.Draw;
import org.cairn.consensus.sim.campaign.LatencyText;
import org.cairn.consensus.sim.campaign.Minimizer;
import org.cairn.consensus.sim.campaign.Options;
import org.cairn.consensus.sim.campaign.Run;
import org.cairn.consensus.sim.report.Figure;
import org.cairn.consensus.sim.report.Report;
import org.cairn.consensus.sim.stake.StakeEvent;
import org.cairn.consensus.sim.twins.Script;
import org.cairn.consensus.sim.twins.TwinsRun;
import org.cairn.consensus.sim.world.Latency;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cairn simulate`: attacks the finality engine in a world of its own.
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Attacks the finality engine in simulated networks, and checks that it holds.",
    description = {
      "",
      "Each seed is one run of the production engine: validators, some of them corrupt, on a"
          + " network that loses, delays, repeats and cuts, with disks that tear and processes that"
          + " die. The same seed is the same run, to the byte. After every step the rules of"
          + " docs/consensus.md are checked; when the faults end, everybody must get on in time.",
      "",
      "Exit status: 0 when every seed held, 1 when one did not, 2 for wrong usage.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn simulate --seeds 1000",
      "  cairn simulate --seeds 100 --adversaries twin,amnesiac --validators 7",
      "  cairn simulate --seeds 2000 --staking",
      "  cairn simulate --seeds 1 --from 4711 --minimize",
      "  cairn simulate --report --plots plots"
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int BAR_CELLS = 30;
  private static final int SHOWN_FAILURES = 10;
  private static final int MAX_EXHAUSTIVE_ROUNDS = 3;
  private static final long NANOS_BETWEEN_BARS = 500_000_000L;
  private static final long NANOS_BETWEEN_LINES = 60_000_000_000L;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--seeds",
      defaultValue = "100",
      paramLabel = "N",
      description = "How many runs. Default: ${DEFAULT-VALUE}.")
  long seeds;

  @Option(
      names = "--from",
      defaultValue = "1",
      paramLabel = "S",
      description = "The first seed. Default: ${DEFAULT-VALUE}.")
  long from;

  @Option(
      names = "--validators",
      defaultValue = "0",
      paramLabel = "n",
      description = "Validators of each run, 1 to 60. Default: 1, 4, 5, 7 or 10, drawn.")
  int validators;

  @Option(
      names = "--adversaries",
      split = ",",
      paramLabel = "NAME",
      description =
          "What the corrupt do, separated by commas; \"list\" shows all names. Default: drawn from"
              + " all, and nobody is corrupt in a quarter of the runs.")
  String @Nullable [] adversaries;

  @Option(
      names = "--staking",
      description =
          "Blocks move stake: validators join, leave and are slashed in epochs of a few blocks, and"
              + " processes die around the ends of epochs. Short runs of 8 s each.")
  boolean staking;

  @Option(
      names = "--latency",
      paramLabel = "KIND",
      description =
          "How long messages take: constant:MS, uniform:MIN:MAX or tail:MEAN:MAX. Default: drawn.")
  @Nullable String latency;

  @Option(
      names = "--seconds",
      paramLabel = "T",
      description =
          "Virtual time of each run. Faults end at 70 %%. Default: 120, with --staking 8.")
  @Nullable Integer seconds;

  @Option(
      names = "--over-third",
      description =
          "Corrupt more than a third of the stake: forks may arise, and have to convict their"
              + " makers.")
  boolean overThird;

  @Option(
      names = "--only-corrupt",
      paramLabel = "PLACES",
      description = "Keep these of the drawn corrupt validators, or \"none\".")
  @Nullable String onlyCorrupt;

  @Option(
      names = "--only-mishaps",
      paramLabel = "PLACES",
      description = "Keep these of the drawn mishaps, or \"none\".")
  @Nullable String onlyMishaps;

  @Option(names = "--quiet-network", description = "No message is lost or repeated.")
  boolean quietNetwork;

  @Option(
      names = "--jobs",
      defaultValue = "0",
      paramLabel = "J",
      description = "Threads. Default: as many as processors.")
  int jobs;

  @Option(
      names = "--minimize",
      description = "Make the first failing seed as small as possible, and say how to replay it.")
  boolean minimize;

  @Option(
      names = "--twins",
      paramLabel = "R",
      description =
          "Instead of attacking at random: every script of R views (1 to 3) for four validators,"
              + " one of them as two processes, up to renaming. With --validators n, --seeds random"
              + " scripts for n validators, a third of them doubled.")
  int twins;

  @Option(
      names = "--report",
      description =
          "Instead of attacking: measure latencies, what bad leaders and partitions cost, and"
              + " validators in eleven regions, each against what the protocol promises, and draw"
              + " plots (SVG). With --validators n, networks of up to n (default 150).")
  boolean report;

  @Option(
      names = "--plots",
      defaultValue = ".",
      paramLabel = "DIR",
      description = "Where --report puts its plots. Default: the current folder.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  Path plots;

  private long lastProgressNanos;

  @Override
  public Integer call() {
    if (adversaries != null && Arrays.asList(adversaries).contains("list")) {
      Strategy.names().forEach(this::say);
      return CommandLine.ExitCode.OK;
    }
    if (report) {
      return report();
    }
    Options options = options();
    if (twins > 0) {
      return twins();
    }
    lastProgressNanos = System.nanoTime();
    int threads = jobs > 0 ? jobs : Runtime.getRuntime().availableProcessors();
    Campaign.Summary summary = new Campaign(options, threads).run(from, seeds, this::progress);
    clearBar();
    summarize(summary, options);
    return summary.failed() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  Options options() {
    try {
      if (staking && overThird) {
        throw new IllegalArgumentException("--staking and --over-third exclude each other");
      }
      Options options =
          (staking ? Options.ofStaking() : Options.standard())
              .withValidators(between("--validators", validators, 0, staking ? 40 : 60))
              .withOverThird(overThird);
      if (seconds != null) {
        options = options.withSeconds(between("--seconds", seconds, 1, 100_000));
      }
      if (adversaries != null) {
        List<String> names = List.of(adversaries);
        names.forEach(Strategy::factory);
        options = options.withStrategies(names);
      }
      if (latency != null) {
        Latency parsed = LatencyText.parse(latency);
        options = options.withLatency(parsed);
      }
      if (onlyCorrupt != null) {
        options = options.withCorrupt(places(onlyCorrupt));
      }
      if (onlyMishaps != null) {
        options = options.withMishaps(places(onlyMishaps));
      }
      int _ = between("--seeds", (int) Math.min(seeds, Integer.MAX_VALUE), 1, Integer.MAX_VALUE);
      return quietNetwork ? options.withQuiet() : options;
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private static int between(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          option + " is from " + min + " to " + max + ", not " + value);
    }
    return value;
  }

  private static List<Integer> places(String text) {
    return text.equals("none")
        ? List.of()
        : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
  }

  // ---- Output.

  /// A bar on a terminal; elsewhere, such as in a log, a line a minute.
  private synchronized void progress(long done) {
    boolean bar = onTerminal();
    long now = System.nanoTime();
    if (now - lastProgressNanos < (bar ? NANOS_BETWEEN_BARS : NANOS_BETWEEN_LINES)) {
      return;
    }
    lastProgressNanos = now;
    PrintWriter err = command.commandLine().getErr();
    if (bar) {
      int full = (int) (BAR_CELLS * done / seeds);
      err.print(
          "\r[" + "#".repeat(full) + "-".repeat(BAR_CELLS - full) + "] " + done + "/" + seeds);
    } else {
      err.println(done + " of " + seeds + " seeds");
    }
    err.flush();
  }

  @SuppressWarnings("SystemConsoleNull") // it is null again since JDK 25
  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private void clearBar() {
    if (onTerminal()) {
      PrintWriter err = command.commandLine().getErr();
      err.print("\r" + " ".repeat(BAR_CELLS + 30) + "\r");
      err.flush();
    }
  }

  private void summarize(Campaign.Summary summary, Options options) {
    say("seeds          " + from + " to " + (from + seeds - 1));
    say("held           " + (summary.seeds() - summary.failed()) + " of " + summary.seeds());
    say(
        "virtual time   "
            + summary.virtualMillis() / 3_600_000
            + " h "
            + summary.virtualMillis() / 60_000 % 60
            + " min");
    say("engine steps   " + summary.steps());
    say("final blocks   " + summary.blocks());
    if (overThird) {
      say("forks          " + summary.forked() + ", each convicts its makers and nobody else");
    }
    if (staking) {
      say("fewest epochs  " + summary.fewestEpochs() + " in a seed");
      for (StakeEvent event : StakeEvent.values()) {
        say("  " + event.text() + " " + summary.stake().getOrDefault(event, 0L));
      }
    }
    if (summary.failed() == 0) {
      return;
    }
    say("failed by rule " + summary.failedByRule());
    for (Run.Outcome failure : summary.failures().stream().limit(SHOWN_FAILURES).toList()) {
      say("");
      say("seed " + failure.seed() + ", " + failure.virtualMillis() + " ms: " + failure.failure());
      say("  trace:  " + HexFormat.of().toHexDigits(failure.traceHash()));
      say("  replay: " + options.command(failure.seed()));
    }
    if (minimize) {
      minimize(summary.failures().getFirst().seed(), options);
    }
  }

  private int twins() {
    List<String> broken = new ArrayList<>();
    long ran = 0;
    if (validators == 0) {
      if (twins > MAX_EXHAUSTIVE_ROUNDS) {
        throw new CommandLine.ParameterException(
            command.commandLine(), "every script of at most " + MAX_EXHAUSTIVE_ROUNDS + " views");
      }
      TwinsRun run = new TwinsRun(4, 1);
      for (Script script : Script.all(twins)) {
        keep(run.run(script), broken);
        ran++;
      }
    } else {
      TwinsRun run = new TwinsRun(validators, (validators - 1) / 3);
      for (long seed = from; seed < from + seeds; seed++) {
        keep(run.sample(seed, twins), broken);
        ran++;
      }
    }
    say("scripts        " + ran);
    say("held           " + (ran - broken.size()));
    broken.stream().limit(SHOWN_FAILURES).forEach(this::say);
    return broken.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void keep(@Nullable String failure, List<String> broken) {
    if (failure != null) {
      broken.add(failure);
    }
  }

  private int report() {
    Report.Result result =
        Report.measure(
            validators == 0 ? Integer.MAX_VALUE : validators,
            what -> {
              if (onTerminal()) {
                command.commandLine().getErr().println("measuring " + what);
              }
            });
    for (Figure figure : result.figures()) {
      say(
          "%-8s %-58s %-28s %s"
              .formatted(
                  figure.met() ? "met" : "NOT MET",
                  figure.name(),
                  figure.wanted(),
                  figure.measured()));
    }
    for (Map.Entry<String, String> plot : new TreeMap<>(result.plots()).entrySet()) {
      Path file = plots.resolve(plot.getKey());
      try {
        Files.createDirectories(plots);
        Files.writeString(file, plot.getValue());
      } catch (IOException e) {
        throw new CommandFailure("cannot write " + file + ": " + e.getMessage());
      }
      say("plot     " + file);
    }
    return result.isMet() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private void minimize(long seed, Options options) {
    say("");
    say("making seed " + seed + " smaller");
    Options small = Minimizer.shrink(seed, options, step -> say("  " + step));
    Run.describe(Draw.of(seed, small)).forEach(line -> say("  " + line));
    say("  replay: " + small.command(seed));
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
