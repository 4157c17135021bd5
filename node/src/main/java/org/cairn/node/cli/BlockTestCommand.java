package org.cairn.node.cli;

import java.util.concurrent.Callable;
import org.cairn.node.evmtool.FixtureRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cairn evm blocktest`.
@Command(
    name = "blocktest",
    description = {
      "Runs blockchain tests (execution-spec-tests, ethereum/tests): valid blocks have to be"
          + " accepted, invalid ones refused for the reason that the test names.",
      "Prints a line of JSON for each case that fails, with what differs, and at the end the line"
          + " N passed, N failed. Progress goes to standard error. Exit status: 0 when all passed,"
          + " 1 when a case failed, 2 for wrong usage."
    },
    mixinStandardHelpOptions = true)
final class BlockTestCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Mixin FixtureOptions options = new FixtureOptions();

  @Option(
      names = "--stats",
      description = {
        "Print a line of JSON for each case that passes too, with its million gas a second: the"
            + " median of several runs after a warm-up, by the CPU time of the thread that executes"
            + " the blocks, from the parent's state to the verdict with the state root; decoding"
            + " and finding senders not included. One case runs at a time. The slowest are listed"
            + " on standard error."
      })
  boolean statistics;

  @Override
  public Integer call() throws InterruptedException {
    return options.execute(command, FixtureRun.Kind.BLOCKCHAIN, statistics);
  }
}
