package org.cairn.node.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `cairn evm`: the execution layer by itself.
@Command(
    name = "evm",
    description = "Runs the EVM by itself: conformance tests, single codes, benchmarks, blocks.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StateTestCommand.class,
      BlockTestCommand.class,
      EvmRunCommand.class,
      TransitionCommand.class,
      EvmBenchCommand.class,
      CommandLine.HelpCommand.class
    })
final class EvmCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(command.commandLine(), "which of the evm commands?");
  }
}
