package org.cairn.node.cli;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.SystemContracts;
import org.cairn.node.client.Account;
import org.cairn.node.client.RpcClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cairn validator exit`: asks for the stake, or a part of it, as its owner.
@Command(
    name = "exit",
    description = {
      "Asks the chain to let a validator go and to pay its stake out to its withdrawal address"
          + " (EIP-7002). The owner of that address asks; the validator's own key is not needed."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ExitCommand implements Callable<Integer> {
  private static final int PUBLIC_KEY_BYTES = 48;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(
      names = "--public-key",
      required = true,
      paramLabel = "KEY",
      description = "The validator's public key.")
  @SuppressWarnings("NullAway.Init")
  String publicKey;

  @Option(
      names = "--account-key-file",
      required = true,
      paramLabel = "FILE",
      description = "File with the secret key, in hexadecimal, of the withdrawal address.")
  @SuppressWarnings("NullAway.Init")
  Path accountKeyFile;

  @Option(
      names = "--amount",
      paramLabel = "COINS",
      description = "Take only so much, down to the minimum stake. Default: all, and leave.")
  @Nullable BigDecimal coins;

  @Option(
      names = "--rpc",
      defaultValue = "http://127.0.0.1:8545",
      paramLabel = "URL",
      description = "The node to send through.")
  @SuppressWarnings("NullAway.Init")
  String rpc;

  @Override
  public Integer call() {
    Bytes key = Bytes.fromHex(publicKey);
    if (key.size() != PUBLIC_KEY_BYTES) {
      throw new CommandFailure("not a validator's public key: " + publicKey);
    }
    long amountGwei = coins == null ? 0 : coins.movePointRight(9).longValueExact();
    if (coins != null && amountGwei <= 0) {
      throw new CommandFailure("not an amount: " + coins);
    }
    RpcClient node = new RpcClient(rpc);
    Account account = new Account(node, KeyFiles.account(accountKeyFile));
    // EIP-7002: called with nothing, the contract answers its fee.
    UInt256 fee =
        node.quantity(
            "eth_call",
            Map.of("to", SystemContracts.WITHDRAWAL_REQUESTS.toString(), "data", "0x"),
            "latest");
    ByteBuffer request = ByteBuffer.allocate(PUBLIC_KEY_BYTES + Long.BYTES);
    request.put(key.shared()).putLong(amountGwei);
    String hash =
        account.send(
            SystemContracts.WITHDRAWAL_REQUESTS, new Wei(fee), Bytes.wrap(request.array()));
    command
        .commandLine()
        .getOut()
        .println(
            (amountGwei == 0 ? "asked to leave" : "asked for " + amountGwei + " Gwei")
                + " in transaction "
                + hash);
    command.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }
}
