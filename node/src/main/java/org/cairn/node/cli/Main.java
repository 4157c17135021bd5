package org.cairn.node.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program `cairn`. Exit status: 0 done, 1 failed with one line on standard error, 2 wrong
/// usage.
@Command(
    name = "cairn",
    description = "A proof-of-stake EVM chain: validators, local networks, keys, imported chains.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      NodeCommand.class,
      DevnetCommand.class,
      GenesisCommand.class,
      KeysCommand.class,
      ValidatorCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      EvidenceCommand.class,
      EvmCommand.class,
      SimulateCommand.class,
      ExploreCommand.class,
      WarmUpCommand.class
    })
public final class Main {
  Main() {}

  public static void main(String[] arguments) {
    System.exit(run(development(arguments), System.getenv()));
  }

  /// `devnet --dev` is another word for `node --dev`.
  static String[] development(String[] arguments) {
    boolean isDevnet = arguments.length > 0 && arguments[0].equals("devnet");
    if (!isDevnet || !List.of(arguments).contains("--dev")) {
      return arguments;
    }
    String[] node = arguments.clone();
    node[0] = "node";
    return node;
  }

  /// Runs one command line and returns the exit status.
  static int run(String[] arguments, Map<String, String> environment) {
    return run(new CommandLine(new Main()), arguments, environment);
  }

  static int run(CommandLine command, String[] arguments, Map<String, String> environment) {
    command.setExecutionExceptionHandler(Main::explain);
    command.setUsageHelpAutoWidth(true);
    command.setCaseInsensitiveEnumValuesAllowed(true);
    try {
      command.setDefaultValueProvider(
          new LayeredDefaults(environment, configFile(arguments, environment)));
    } catch (CommandFailure e) {
      return explain(e, command, null);
    }
    return command.execute(arguments);
  }

  /// The configuration file has to be known before the options are parsed, as it holds defaults.
  private static @Nullable Path configFile(String[] arguments, Map<String, String> environment) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--config") && i + 1 < arguments.length) {
        return Path.of(arguments[i + 1]);
      }
      if (arguments[i].startsWith("--config=")) {
        return Path.of(arguments[i].substring("--config=".length()));
      }
    }
    String fromEnvironment = environment.get("CAIRN_CONFIG");
    return fromEnvironment == null ? null : Path.of(fromEnvironment);
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.@Nullable ParseResult parsed) {
    PrintWriter err = command.getErr();
    String message = failure.getMessage();
    err.println("cairn: " + (message == null ? failure.toString() : message));
    if (Boolean.getBoolean("cairn.debug")) {
      failure.printStackTrace(err);
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }
}
