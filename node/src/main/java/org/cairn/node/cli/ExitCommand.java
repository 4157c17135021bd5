package org.cairn.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
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
    long amountGwei = amountGwei();
    RpcClient node = new RpcClient(rpc);
    Account account = new Account(node, owner);
    requireOwner(node.call("cairn_getValidator", key.toString()), key, account.address());
    String hash = account.requestWithdrawal(key, amountGwei);
    say(
        (amountGwei == 0 ? "asked to leave" : "asked for " + amountGwei + " Gwei")
            + " in transaction "
            + hash);
    return CommandLine.ExitCode.OK;
  }

  private long amountGwei() {
    if (coins == null) {
      return 0;
    }
    try {
      long gwei = coins.movePointRight(9).longValueExact();
      if (gwei > 0) {
        return gwei;
      }
    } catch (ArithmeticException _) {
      // Said below.
    }
    throw new CommandFailure("not an amount of coins in whole Gwei: " + coins);
  }

  /// The chain passes over requests of others without a word, and their fee is spent.
  private void requireOwner(JsonNode validator, Bytes key, Address asking) {
    if (!validator.isObject()) {
      throw new CommandFailure("no validator " + key);
    }
    Hash stated = Hash.fromHex(validator.path("withdrawalCredentials").asText());
    WithdrawalCredentials credentials = new WithdrawalCredentials(stated);
    if (!credentials.address().equals(asking)) {
      throw new CommandFailure(
          "the stake goes to %s, which alone can ask for it; the key given is that of %s"
              .formatted(credentials.address(), asking));
    }
    if (coins != null && !credentials.compounding()) {
      throw new CommandFailure(
          "with credentials of type 0x01 no part can be asked for: what exceeds the minimum stake"
              + " is paid out by itself");
    }
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
