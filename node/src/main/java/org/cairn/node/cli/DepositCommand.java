package org.cairn.node.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.cairn.genesis.keys.DepositData;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.spec.CairnConfig;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.client.Account;
import org.cairn.node.client.RpcClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cairn validator deposit`: signs a deposit, writes it down, and sends it when told to.
@Command(
    name = "deposit",
    description = {
      "Writes deposit_data.json for a validator's key, in the format of Ethereum's deposit tools,"
          + " and with --rpc sends the deposit as well. With --data it sends deposits that such a"
          + " tool has written under this chain's fork version."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class DepositCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--genesis",
      required = true,
      paramLabel = "FILE",
      description = "The chain's genesis.json.")
  @SuppressWarnings("NullAway.Init")
  Path genesisFile;

  @Option(names = "--data", paramLabel = "FILE", description = "Deposits to send, already signed.")
  @Nullable Path data;

  @Option(
      names = "--keystore",
      paramLabel = "FILE",
      description = "The validator's keystore (EIP-2335).")
  @Nullable Path keystore;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File with the keystore's password.")
  @Nullable Path passwordFile;

  @Option(
      names = "--withdrawal-address",
      paramLabel = "ADDRESS",
      description = "Who gets the stake in the end, and can ask for it; it can never be changed.")
  @Nullable String withdrawalAddress;

  @Option(
      names = "--amount",
      defaultValue = "32",
      paramLabel = "COINS",
      description = "What to deposit.")
  long coins;

  @Option(
      names = "--pay-out-excess",
      description =
          "Credentials of type 0x01: what exceeds the minimum stake is paid out. Without it they"
              + " are of type 0x02: rewards stay and count.")
  boolean payOutExcess;

  @Option(
      names = "--out",
      defaultValue = "deposit_data.json",
      paramLabel = "FILE",
      description = "Where to write it.")
  @SuppressWarnings("NullAway.Init")
  Path out;

  @Option(
      names = "--rpc",
      paramLabel = "URL",
      description = "Send the deposit through this node. Without it nothing is sent.")
  @Nullable String rpc;

  @Option(
      names = "--account-key-file",
      paramLabel = "FILE",
      description = "File with the secret key, in hexadecimal, of the account that pays.")
  @Nullable Path accountKeyFile;

  @Override
  public Integer call() {
    ChainSpec spec = ChainSpec.read(genesisFile);
    CairnConfig cairn = spec.requireCairn();
    List<DepositData> deposits = data == null ? List.of(signed(spec)) : DepositData.read(data);
    for (DepositData deposit : deposits) {
      if (!deposit.isSignedFor(cairn.forkVersion())) {
        throw new CommandFailure(
            "the deposit of %s is not signed for this chain (fork version %s, not %s): the coins"
                    .formatted(
                        deposit.message().publicKey(), cairn.forkVersion(), deposit.forkVersion())
                + " would be lost");
      }
      if (!WithdrawalCredentials.accepts(deposit.message().withdrawalCredentials())) {
        throw new CommandFailure(
            "the withdrawal credentials %s name no address: the coins would be lost"
                .formatted(deposit.message().withdrawalCredentials()));
      }
    }
    if (rpc != null) {
      send(spec, deposits, new RpcClient(rpc));
    }
    return CommandLine.ExitCode.OK;
  }

  private DepositData signed(ChainSpec spec) {
    if (keystore == null || passwordFile == null || withdrawalAddress == null) {
      throw new CommandLine.ParameterException(
          command.commandLine(),
          "--keystore, --password-file and --withdrawal-address say what to sign, or --data what is"
              + " signed already");
    }
    KeyFiles.refuseToOverwrite(out);
    if (coins < 1) {
      throw new CommandFailure("a deposit is at least one coin, not " + coins);
    }
    WithdrawalCredentials credentials =
        WithdrawalCredentials.of(Address.fromHex(withdrawalAddress), !payOutExcess);
    DepositData deposit =
        DepositData.sign(
            Keystore.read(keystore).decrypt(SecretFile.readPassword(passwordFile)),
            credentials.bytes(),
            Math.multiplyExact(coins, StakingParameters.GWEI_PER_COIN),
            spec.requireCairn().forkVersion());
    KeyFiles.write(out, deposit.toJson("cairn-" + spec.config().chainId()));
    say("validator " + deposit.message().publicKey());
    say("wrote " + out);
    return deposit;
  }

  private void send(ChainSpec spec, List<DepositData> deposits, RpcClient node) {
    if (accountKeyFile == null) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "--account-key-file names the account that pays");
    }
    Address contract = spec.config().depositContractAddress();
    if (contract == null) {
      throw new CommandFailure("this chain has no deposit contract");
    }
    Account account = new Account(node, KeyFiles.account(accountKeyFile));
    for (DepositData deposit : deposits) {
      String hash =
          account.send(contract, Wei.ofGwei(deposit.message().amountGwei()), deposit.callData());
      say("deposited %d Gwei in transaction %s".formatted(deposit.message().amountGwei(), hash));
    }
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
