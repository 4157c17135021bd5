package org.cairn.node.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.alloc.Predeploy;
import org.cairn.genesis.keys.Mnemonic;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.genesis.spec.ChainSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn genesis`: makes a network folder, or tells what a chain specification says.
@Command(
    name = "genesis",
    description = {
      "Makes a network folder: chain specification, and for each validator its keystore, password,"
          + " node key and options."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class GenesisCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to make; it must not hold another network.")
  @Nullable Path out;

  @Option(
      names = "--chain-id",
      defaultValue = "22476",
      description = "Choose your own: signatures are only safe from replay on chains of other ids.")
  long chainId;

  @Option(names = "--validators", defaultValue = "4", description = "How many validators.")
  int validators;

  @Option(
      names = "--stakes",
      split = ",",
      paramLabel = "COINS",
      description = "The validators' stakes in coins. Default: 32 each.")
  @Nullable List<Long> stakes;

  @Option(
      names = "--mnemonic",
      paramLabel = "WORDS",
      description =
          "BIP-39 words that the validators' and the funded accounts' keys come from. Default: new"
              + " ones, printed once and kept in network.json.")
  @Nullable String mnemonic;

  @Option(names = "--accounts", defaultValue = "10", description = "How many funded accounts.")
  int accounts;

  @Option(
      names = "--balance",
      defaultValue = "10000",
      paramLabel = "COINS",
      description = "What each of them has.")
  long balanceCoins;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Where validators listen for each other.")
  @SuppressWarnings("NullAway.Init")
  String host;

  @Option(
      names = "--base-port",
      defaultValue = "8545",
      description = "Validator I: JSON-RPC at PORT + 10 I, peers at the next, metrics after that.")
  int basePort;

  @Option(
      names = "--block-time",
      defaultValue = "1",
      paramLabel = "SECONDS",
      description = "Pause between blocks without transactions.")
  double blockTimeSeconds;

  @Option(
      names = "--epoch-blocks",
      defaultValue = "3600",
      paramLabel = "BLOCKS",
      description = "Blocks with one validator set.")
  long epochBlocks;

  @Option(
      names = "--withdrawal-delay",
      defaultValue = "504",
      paramLabel = "EPOCHS",
      description =
          "How long stake stays after its validator has left; as long, evidence against it counts.")
  long withdrawalDelayEpochs;

  @Option(
      names = "--issuance-rate",
      defaultValue = "20000",
      paramLabel = "PPM",
      description =
          "Yearly reward in millionths of the stake when ten million coins are staked; 0 for none.")
  long issuanceRatePpm;

  @Option(names = "--gas-limit", defaultValue = "60000000", description = "Gas limit of a block.")
  long gasLimit;

  @Override
  public Integer call() {
    if (out == null) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "--out DIR says where to make the network");
    }
    boolean invented = mnemonic == null;
    Mnemonic words =
        mnemonic == null ? Mnemonic.generate(new SecureRandom()) : Mnemonic.of(mnemonic);
    List<Long> coins = stakes == null ? Collections.nCopies(validators, 32L) : stakes;
    List<Long> stakesGwei =
        coins.stream().map(each -> Math.multiplyExact(each, NetworkPlan.GWEI_PER_COIN)).toList();
    var plan =
        new NetworkPlan(
            chainId,
            stakesGwei,
            new NetworkPlan.Listeners(host, basePort),
            new NetworkPlan.Accounts(
                words,
                accounts,
                new Wei(UInt256.of(balanceCoins).times(1_000_000_000_000_000_000L))),
            staking(stakesGwei),
            NetworkPlan.Pace.of(Math.round(blockTimeSeconds * 1000)),
            gasLimit,
            Predeploy.DEPOSIT.address());
    NetworkFolder network =
        NetworkFolder.create(out.toAbsolutePath().normalize(), plan, Instant.now());
    say("network of %d validators in %s".formatted(coins.size(), network.path()));
    say("genesis " + Genesis.of(network.spec()).hash());
    if (invented) {
      say("mnemonic " + words.words());
    }
    say("start each with: cairn node --config " + network.node(0).config());
    return CommandLine.ExitCode.OK;
  }

  private StakingParameters staking(List<Long> stakesGwei) {
    var exits =
        new StakingParameters.Exits(
            withdrawalDelayEpochs,
            withdrawalDelayEpochs,
            StakingParameters.Exits.DEFAULT.withdrawalsPerBlock(),
            StakingParameters.Exits.DEFAULT.minValidators());
    return NetworkPlan.staking(epochBlocks, stakesGwei, exits)
        .with(StakingParameters.Rewards.DEFAULT.withRatePpm(issuanceRatePpm));
  }

  @Command(
      name = "show",
      description = "Reads a chain specification, ours or geth's, and prints its genesis block.",
      mixinStandardHelpOptions = true)
  int show(@Parameters(paramLabel = "FILE", description = "genesis.json") Path file) {
    ChainSpec spec = ChainSpec.read(file);
    Genesis genesis = Genesis.of(spec);
    say("chain id    " + spec.config().chainId());
    say("hash        " + genesis.hash());
    say("state root  " + genesis.block().header().stateRoot());
    say("accounts    " + spec.alloc().size());
    spec.config().forks().forEach((fork, at) -> say("fork        %s at %d".formatted(fork, at)));
    if (spec.cairn() == null) {
      say("validators  none: a foreign chain");
    } else {
      spec.cairn()
          .validators()
          .forEach(validator ->
              say(
                  "validator   %s stake %d Gwei"
                      .formatted(validator.publicKey(), validator.stakeGwei())));
    }
    return CommandLine.ExitCode.OK;
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
