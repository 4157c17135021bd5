package org.cairn.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cairn.evm.conformance.Selection;
import org.cairn.node.evmtool.FixtureFiles;
import org.cairn.node.evmtool.FixtureRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What the commands that run fixtures have in common.
final class FixtureOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Fixture files, or folders of them with all folders below.")
  @SuppressWarnings("NullAway.Init")
  List<Path> paths;

  @Option(
      names = "--fork",
      paramLabel = "NAME",
      description = "Only cases of this fork or transition, by the tests' name: Osaka, EIP158.")
  @Nullable String fork;

  @Option(
      names = "--run",
      paramLabel = "REGEX",
      description = "Only tests in whose name this is found.")
  @Nullable String run;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many files to work on at once. Default: one a processor.")
  int jobs = Runtime.getRuntime().availableProcessors();

  /// Runs the files and returns the exit status.
  int execute(CommandSpec command, FixtureRun.Kind kind, boolean statistics)
      throws InterruptedException {
    CommandLine line = command.commandLine();
    if (jobs < 1) {
      throw new CommandLine.ParameterException(line, "--jobs must be at least 1, not " + jobs);
    }
    List<Path> files;
    Selection selection;
    try {
      files = FixtureFiles.below(paths);
      selection = new Selection(fork, run == null ? null : Pattern.compile(run));
    } catch (PatternSyntaxException e) {
      throw new CommandLine.ParameterException(line, "--run: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(line, e.getMessage(), e);
    }
    PrintWriter out = line.getOut();
    PrintWriter err = line.getErr();
    FixtureRun.Tally tally =
        new FixtureRun(
                files,
                new FixtureRun.Options(
                    kind, selection, jobs, statistics, text -> say(out, text), t -> say(err, t)))
            .run();
    if (tally.passedOver() > 0) {
      say(err, tally.passedOver() + " tests of another kind passed over");
    }
    say(out, tally.passed() + " passed, " + tally.failed() + " failed");
    return tally.failed() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void say(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }
}
