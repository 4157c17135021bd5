package org.cairn.node.cli;

import java.util.concurrent.Callable;
import org.cairn.node.evmtool.FixtureRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `cairn evm statetest`.
@Command(
    name = "statetest",
    description = {
      "Runs state tests (execution-spec-tests, ethereum/tests): every fork and index of each.",
      "Prints a line of JSON for each case that fails, with what differs, and at the end the line"
          + " N passed, N failed. Progress goes to standard error. Exit status: 0 when all passed,"
          + " 1 when a case failed, 2 for wrong usage."
    },
    mixinStandardHelpOptions = true)
final class StateTestCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Mixin FixtureOptions options = new FixtureOptions();

  @Override
  public Integer call() throws InterruptedException {
    return options.execute(command, FixtureRun.Kind.STATE, false);
  }
}
