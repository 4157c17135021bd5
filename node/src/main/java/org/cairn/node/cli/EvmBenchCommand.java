package org.cairn.node.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.cairn.evm.conformance.Networks;
import org.cairn.node.evmtool.WorkloadBenchmark;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn evm bench`.
@Command(
    name = "bench",
    description = {
      "Measures workloads: code that loops n times, given as a JSON list of {group, name, code, n,"
          + " sel, input, extra, fixed}.",
      "All run in this one virtual machine. After a warm-up of all, several rounds over all are"
          + " measured; printed is the median of the CPU nanoseconds that the executing thread"
          + " needs for one iteration."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class EvmBenchCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The workloads.")
  @SuppressWarnings("NullAway.Init")
  Path file;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Only workloads in whose name this is found.")
  @Nullable Pattern only;

  @Option(names = "--rounds", defaultValue = "7", description = "How many measured runs of each.")
  int rounds;

  @Option(names = "--fork", defaultValue = "Osaka", description = "The rules to run under.")
  @SuppressWarnings("NullAway.Init")
  String fork;

  @Option(names = "--json", description = "Print a line of JSON for each workload.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    CommandLine line = command.commandLine();
    if (!Files.isRegularFile(file) || rounds < 1) {
      throw new CommandLine.ParameterException(
          line, rounds < 1 ? "--rounds must be at least 1" : "no such file: " + file);
    }
    PrintWriter err = line.getErr();
    List<WorkloadBenchmark.Result> results =
        WorkloadBenchmark.of(
                file,
                only,
                Networks.fork(fork),
                rounds,
                text -> {
                  err.println(text);
                  err.flush();
                })
            .run();
    PrintWriter out = line.getOut();
    if (!json) {
      out.println("%-6s%-22s%14s%14s".formatted("group", "workload", "ns/iteration", "gas"));
    }
    for (WorkloadBenchmark.Result result : results) {
      out.println(json ? asJson(result) : asText(result));
    }
    out.flush();
    return CommandLine.ExitCode.OK;
  }

  private static String asText(WorkloadBenchmark.Result result) {
    return String.format(
        Locale.ROOT,
        "%-6s%-22s%14.1f%14.0f",
        result.group(),
        result.name(),
        result.nanos(),
        result.gas());
  }

  private static String asJson(WorkloadBenchmark.Result result) {
    return String.format(
        Locale.ROOT,
        "{\"group\":\"%s\",\"name\":\"%s\",\"nanos\":%.2f,\"gas\":%.1f,\"runs\":%d}",
        result.group(),
        result.name(),
        result.nanos(),
        result.gas(),
        result.runs());
  }
}
