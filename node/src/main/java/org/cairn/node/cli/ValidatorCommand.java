package org.cairn.node.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `cairn validator`: what an operator does with a validator's stake.
@Command(
    name = "validator",
    description = "Brings stake in, watches it, and takes it out.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DepositCommand.class,
      ExitCommand.class,
      ProtectionCommand.class,
      StatusCommand.class,
      CommandLine.HelpCommand.class
    })
final class ValidatorCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        command.commandLine(), "which of the validator commands?");
  }
}
