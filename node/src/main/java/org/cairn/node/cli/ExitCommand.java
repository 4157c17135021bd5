package org.cairn.node.cli;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.genesis.keys.SignedExit;
import org.cairn.node.client.Account;
import org.cairn.node.client.RpcClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cairn validator exit`: asks for the stake, or a part of it, as its owner; or leaves with the
/// validator's own signature.
@Command(
    name = "exit",
    description = {
      "Asks the chain to let a validator go and to pay its stake out to its withdrawal address."
          + " Either the owner of that address asks (EIP-7002: --account-key-file, with"
          + " --public-key), or a message counts that the validator's key has signed (--message,"
          + " made by cairn keys exit-message)."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class ExitCommand implements Callable<Integer> {
  private static final int PUBLIC_KEY_BYTES = 48;

  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Option(names = "--public-key", paramLabel = "KEY", description = "The validator's public key.")
  @Nullable String publicKey;

  @Option(
      names = "--account-key-file",
      paramLabel = "FILE",
      description = "File with the secret key, in hexadecimal, of the withdrawal address.")
  @Nullable Path accountKeyFile;

  @Option(
      names = "--message",
      paramLabel = "FILE",
      description = "A SignedVoluntaryExit in JSON, to be sent as it is.")
  @Nullable Path message;

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
    Path signed = message;
    if (signed != null) {
      SignedExit exit = SignedExit.read(signed);
      var _ =
          new RpcClient(rpc)
              .call(
                  "cairn_submitExit",
                  exit.message().epoch(),
                  exit.message().validatorIndex(),
                  exit.signature().toString());
      say("validator " + exit.message().validatorIndex() + " asked to leave");
      return CommandLine.ExitCode.OK;
    }
    if (publicKey == null || accountKeyFile == null) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "--message, or --public-key with --account-key-file, says who");
    }
    Bytes key = Bytes.fromHex(publicKey);
    if (key.size() != PUBLIC_KEY_BYTES) {
      throw new CommandFailure("not a validator's public key: " + publicKey);
    }
    return ask(key, KeyFiles.account(accountKeyFile));
  }

  private int ask(Bytes key, SecretKey owner) {
    long amountGwei = coins == null ? 0 : coins.movePointRight(9).longValueExact();
    if (coins != null && amountGwei <= 0) {
      throw new CommandFailure("not an amount: " + coins);
    }
    String hash = new Account(new RpcClient(rpc), owner).requestWithdrawal(key, amountGwei);
    say(
        (amountGwei == 0 ? "asked to leave" : "asked for " + amountGwei + " Gwei")
            + " in transaction "
            + hash);
    return CommandLine.ExitCode.OK;
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
