package org.cairn.node.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.keys.Mnemonic;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.config.DevConfig;
import org.cairn.node.config.NodeConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `cairn node --dev`.
final class DevOptions {
  private static final int COIN_DIGITS = 18;
  private static final int MILLIS_A_SECOND = 1_000;

  @Option(
      names = "--dev",
      description =
          "A chain for development: one node without consensus, in memory, a block with each"
              + " transaction, funded accounts, and the evm_, anvil_ and hardhat_ methods.")
  boolean dev;

  @Option(
      names = "--block-time",
      paramLabel = "SECONDS",
      description = "With --dev: a block every so many seconds, whatever comes.")
  @Nullable BigDecimal blockTimeSeconds;

  @Option(names = "--no-mining", description = "With --dev: blocks only when asked for.")
  boolean noMining;

  @Option(
      names = "--accounts",
      defaultValue = "10",
      paramLabel = "N",
      description = "With --dev: how many accounts have coins.")
  int accounts;

  @Option(
      names = "--balance",
      defaultValue = "10000",
      paramLabel = "COINS",
      description = "With --dev: how many coins each of them has.")
  @SuppressWarnings("NullAway.Init")
  BigDecimal balanceCoins;

  @Option(
      names = "--mnemonic",
      paramLabel = "WORDS",
      description = "With --dev: the words that their keys come from. Default: test … junk.")
  @Nullable String mnemonic;

  @Option(
      names = "--chain-id",
      defaultValue = "" + NetworkPlan.DEVNET_CHAIN_ID,
      paramLabel = "N",
      description = "With --dev: the chain id.")
  long chainId;

  @Option(
      names = "--gas-limit",
      defaultValue = "" + NetworkPlan.DEFAULT_GAS_LIMIT,
      paramLabel = "GAS",
      description = "With --dev: the gas limit of a block.")
  long gasLimit;

  @Option(
      names = "--base-fee",
      defaultValue = "1000000000",
      paramLabel = "WEI",
      description = "With --dev: the base fee of the first block.")
  @SuppressWarnings("NullAway.Init")
  String baseFee;

  @Option(names = "--json", description = "With --dev: tell the accounts as one JSON object.")
  boolean json;

  DevConfig config(@Nullable Path genesis, NodeConfig.RpcConfig rpc) {
    if (noMining && blockTimeSeconds != null) {
      throw new CommandFailure("--block-time and --no-mining exclude one another");
    }
    try {
      long blockTimeMillis =
          blockTimeSeconds == null
              ? 0
              : blockTimeSeconds.multiply(BigDecimal.valueOf(MILLIS_A_SECOND)).longValueExact();
      if (blockTimeMillis < 0 || chainId <= 0 || gasLimit < 0) {
        throw new CommandFailure("--block-time, --chain-id and --gas-limit are positive");
      }
      Mnemonic words = Mnemonic.of(mnemonic == null ? Mnemonic.TEST_WORDS : mnemonic);
      Wei balance =
          new Wei(UInt256.of(balanceCoins.movePointRight(COIN_DIGITS).toBigIntegerExact()));
      return new DevConfig(
          genesis,
          chainId,
          gasLimit,
          new Wei(UInt256.of(new BigDecimal(baseFee).toBigIntegerExact())),
          new NetworkPlan.Accounts(words, accounts, balance),
          blockTimeMillis,
          !noMining,
          rpc);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new CommandFailure("an option of --dev: " + e.getMessage());
    }
  }
}
