package org.cairn.node.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.devnet.Devnet;
import org.cairn.node.devnet.DevnetBanner;
import org.cairn.node.devnet.Stakers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn devnet`: a network of validators on this machine, one process each.
@Command(
    name = "devnet",
    description = {
      "Starts a local network of validators, one process each, and keeps it until Ctrl-C.",
      "Its data stays in the folder and is used again by the next start; reset makes a new chain."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class DevnetCommand implements Callable<Integer> {
  private static final int DEFAULT_VALIDATORS = 4;
  private static final long DEFAULT_STAKE = 32;
  private static final double DEFAULT_BLOCK_TIME_SECONDS = 1;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The devnet's folder. Default: devnet in the project.")
  @Nullable Path directory;

  @Option(
      names = "--validators",
      paramLabel = "N",
      description = "How many validators. Default: 4, or one for each of --stakes.")
  @Nullable Integer validators;

  @Option(
      names = "--stakes",
      split = ",",
      paramLabel = "STAKE",
      description = "Their relative stakes, such as 40,30,20,10. Default: equal.")
  @Nullable List<Long> stakes;

  @Option(
      names = "--block-time",
      paramLabel = "SECONDS",
      description =
          "Pause between blocks without transactions; with transactions a block comes at once."
              + " Default: 1.")
  @Nullable Double blockTimeSeconds;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description =
          "Validator I serves JSON-RPC at PORT + 10 I, peers at the next port, metrics at the one"
              + " after. Default: 8545.")
  @Nullable Integer basePort;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  boolean json;

  @Option(names = "--detach", description = "Return when block 1 is final; the network goes on.")
  boolean detach;

  /// [Main] makes `node --dev` of it.
  @Option(
      names = "--dev",
      description =
          "One node without consensus instead, in memory, for development: the same as cairn node"
              + " --dev, whose options it takes.")
  boolean dev;

  private Path folder() {
    if (directory != null) {
      return directory.toAbsolutePath().normalize();
    }
    String home = System.getenv("CAIRN_DEVNET_HOME");
    return Path.of(home == null ? "devnet" : home).toAbsolutePath().normalize();
  }

  @Override
  public Integer call() throws InterruptedException {
    Devnet devnet = openOrCreate();
    devnet.startAll();
    // Whatever happens from here on, no process is left behind, unless it should stay.
    var stopper = new Thread(devnet::stopAll, "stop-devnet");
    Runtime.getRuntime().addShutdownHook(stopper);
    devnet.awaitFinality(json ? _ -> {} : line -> say(command, line));
    say(command, json ? DevnetBanner.json(devnet) : DevnetBanner.text(devnet));
    if (detach) {
      var _ = Runtime.getRuntime().removeShutdownHook(stopper);
      return CommandLine.ExitCode.OK;
    }
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }

  private Devnet openOrCreate() {
    if (!Devnet.existsIn(folder())) {
      return Devnet.create(folder(), requested(), Instant.now());
    }
    Devnet devnet = Devnet.open(folder());
    NetworkPlan was = devnet.plan();
    List<Long> stakesWere =
        was.stakesGwei().stream().map(gwei -> gwei / NetworkPlan.GWEI_PER_COIN).toList();
    boolean differs =
        (stakes != null && !stakes.equals(stakesWere))
            || (validators != null && validators != stakesWere.size())
            || (blockTimeSeconds != null
                && millis(blockTimeSeconds) != was.pace().blockTimeMillis())
            || (basePort != null && basePort != was.listeners().basePort());
    if (differs) {
      throw new CommandFailure(
          "the devnet in %s was made with other options: stakes %s, block time %d ms, base port %d;"
                  .formatted(
                      folder(),
                      stakesWere,
                      was.pace().blockTimeMillis(),
                      was.listeners().basePort())
              + " leave the options out, or run scripts/devnet reset first");
    }
    return devnet;
  }

  private NetworkPlan requested() {
    if (validators != null && stakes != null && validators != stakes.size()) {
      throw new CommandFailure(
          "--validators " + validators + " contradicts --stakes with " + stakes.size() + " values");
    }
    int count = validators == null ? DEFAULT_VALIDATORS : validators;
    if (count < 1) {
      throw new CommandFailure("--validators must be at least 1, not " + count);
    }
    return NetworkPlan.devnet(
        stakes == null ? Collections.nCopies(count, DEFAULT_STAKE) : stakes,
        basePort == null ? NetworkPlan.DEFAULT_BASE_PORT : basePort,
        millis(blockTimeSeconds == null ? DEFAULT_BLOCK_TIME_SECONDS : blockTimeSeconds));
  }

  private static long millis(double seconds) {
    return Math.round(seconds * 1_000);
  }

  @Command(
      name = "status",
      description = "Tells which validators run, and where they are.",
      mixinStandardHelpOptions = true)
  int status() {
    Devnet devnet = Devnet.open(folder());
    say(command, json ? DevnetBanner.json(devnet) : DevnetBanner.status(devnet));
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "stop",
      description = "Stops all validators; their data stays.",
      mixinStandardHelpOptions = true)
  int stop() {
    Devnet devnet = Devnet.open(folder());
    devnet.stopAll();
    say(command, "stopped; the data stays in " + devnet.folder());
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "reset",
      description = "Stops all validators and removes the chain.",
      mixinStandardHelpOptions = true)
  int reset() {
    if (Devnet.existsIn(folder())) {
      Devnet devnet = Devnet.open(folder());
      devnet.stopAll();
      devnet.delete();
    }
    say(command, "removed " + folder() + "; the next start makes a new chain");
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "kill",
      description = "Kills validator N without warning (SIGKILL).",
      mixinStandardHelpOptions = true)
  int kill(@Parameters(paramLabel = "N", description = "0 is the first.") int validator) {
    Devnet.open(folder()).kill(validator);
    say(command, "killed validator " + validator);
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "start",
      description = "Starts validator N again on its data.",
      mixinStandardHelpOptions = true)
  int start(@Parameters(paramLabel = "N", description = "0 is the first.") int validator) {
    Devnet.open(folder()).start(validator);
    say(command, "started validator " + validator);
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "add-validator",
      description =
          "Starts one more node, deposits for its key, and waits until it has proposed a block.",
      mixinStandardHelpOptions = true)
  int addValidator() {
    int _ = stakers().add();
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "exit",
      description =
          "Asks for validator N's stake as its owner (EIP-7002), and waits until it is paid out.",
      mixinStandardHelpOptions = true)
  int exit(@Parameters(paramLabel = "N", description = "0 is the first.") int validator) {
    stakers().exit(validator);
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "double-sign",
      description =
          "Signs two contradicting votes with validator N's key, and waits until it is slashed and"
              + " out.",
      mixinStandardHelpOptions = true)
  int doubleSign(@Parameters(paramLabel = "N", description = "0 is the first.") int validator) {
    stakers().doubleSign(validator);
    return CommandLine.ExitCode.OK;
  }

  private Stakers stakers() {
    return new Stakers(Devnet.open(folder()), line -> say(command, line));
  }

  private static void say(CommandSpec command, String text) {
    var out = command.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
