package org.cairn.node.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.staking.ExitMessage;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.keys.KeyStretching;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.Mnemonic;
import org.cairn.genesis.keys.NodeKeyFile;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.keys.SignedExit;
import org.cairn.genesis.spec.ChainSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn keys`: makes and shows keys.
@Command(
    name = "keys",
    description = "Makes and shows validators' keystores, node keys and accounts.",
    mixinStandardHelpOptions = true,
    subcommands = CommandLine.HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(command.commandLine(), "which of the keys commands?");
  }

  @Command(
      name = "new",
      description = "Makes a validator's keystore (EIP-2335) from a mnemonic (EIP-2334).",
      mixinStandardHelpOptions = true)
  int make(
      @Option(names = "--out", required = true, paramLabel = "FILE", description = "The keystore.")
          Path out,
      @Option(
              names = "--password-file",
              required = true,
              paramLabel = "FILE",
              description = "File with the password for the keystore.")
          Path passwordFile,
      @Option(
              names = "--mnemonic",
              paramLabel = "WORDS",
              description = "BIP-39 words. Default: new ones, which are printed once.")
          @Nullable String words,
      @Option(names = "--index", defaultValue = "0", description = "Which key of the mnemonic.")
          int index) {
    KeyFiles.refuseToOverwrite(out);
    Mnemonic mnemonic = words == null ? Mnemonic.generate(new SecureRandom()) : Mnemonic.of(words);
    BlsSecretKey key = mnemonic.validator(index);
    Keystore keystore =
        Keystore.encrypt(
            key,
            Mnemonic.validatorPath(index),
            SecretFile.readPassword(passwordFile),
            KeyStretching.ByPbkdf2.STANDARD);
    KeyFiles.write(out, keystore.toJson());
    if (words == null) {
      say("mnemonic   " + mnemonic.words());
    }
    say("public key " + key.publicKey());
    say("keystore   " + out);
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "import",
      description =
          "Reads a keystore that any tool made (EIP-2335), checks its password, and writes its key"
              + " under another.",
      mixinStandardHelpOptions = true)
  int takeOver(
      @Parameters(paramLabel = "KEYSTORE", description = "EIP-2335 file.") Path file,
      @Option(
              names = "--password-file",
              required = true,
              paramLabel = "FILE",
              description = "File with its password.")
          Path passwordFile,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "FILE",
              description = "The new keystore.")
          Path out,
      @Option(
              names = "--new-password-file",
              paramLabel = "FILE",
              description = "File with the new keystore's password. Default: the same.")
          @Nullable Path newPasswordFile) {
    KeyFiles.refuseToOverwrite(out);
    Keystore theirs = Keystore.read(file);
    BlsSecretKey key = theirs.decrypt(SecretFile.readPassword(passwordFile));
    Keystore ours =
        Keystore.encrypt(
            key,
            theirs.path(),
            SecretFile.readPassword(newPasswordFile == null ? passwordFile : newPasswordFile),
            KeyStretching.ByPbkdf2.STANDARD);
    KeyFiles.write(out, ours.toJson());
    say("public key " + key.publicKey());
    say("keystore   " + out);
    say("one key must run in one place only: stop it elsewhere before it votes here");
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "list",
      description = "Lists the keystores of a folder with their public keys.",
      mixinStandardHelpOptions = true)
  int list(@Parameters(paramLabel = "DIR", description = "The folder.") Path folder) {
    for (KeyFiles.Found found : KeyFiles.keystores(folder)) {
      say(
          "%s  %s  %s"
              .formatted(
                  found.keystore().publicKey(),
                  found.keystore().path().isEmpty() ? "-" : found.keystore().path(),
                  found.file().getFileName()));
    }
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "exit-message",
      description =
          "Signs a validator's exit (a SignedVoluntaryExit in JSON), to be sent now or kept for"
              + " later with `cairn validator exit --message`.",
      mixinStandardHelpOptions = true)
  int exitMessage(
      @Mixin KeyFiles.ValidatorKey key,
      @Option(
              names = "--genesis",
              required = true,
              paramLabel = "FILE",
              description = "The chain's genesis.json.")
          Path genesisFile,
      @Option(
              names = "--validator-index",
              required = true,
              paramLabel = "N",
              description = "The validator's index, as `cairn validator status` prints it.")
          long validatorIndex,
      @Option(
              names = "--epoch",
              defaultValue = "0",
              description = "The first epoch in which the message counts.")
          long epoch) {
    ChainSpec spec = ChainSpec.read(genesisFile);
    SignedExit exit =
        SignedExit.sign(
            key.read(),
            new ExitMessage(ExitMessage.Kind.EXIT, epoch, validatorIndex),
            spec.requireCairn().forkVersion(),
            Genesis.of(spec).hash());
    command.commandLine().getOut().print(exit.toJson());
    command.commandLine().getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "show",
      description = "Prints a keystore's public key, and checks its password when one is given.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "KEYSTORE", description = "EIP-2335 file.") Path file,
      @Option(names = "--password-file", paramLabel = "FILE", description = "Its password.")
          @Nullable Path passwordFile) {
    Keystore keystore = Keystore.read(file);
    say("public key " + keystore.publicKey());
    if (passwordFile != null) {
      var _ = keystore.decrypt(SecretFile.readPassword(passwordFile));
      say("the password is right");
    }
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "node",
      description = "Makes a node's key for the peer network, and prints its id.",
      mixinStandardHelpOptions = true)
  int node(
      @Option(names = "--out", required = true, paramLabel = "FILE", description = "PEM file.")
          Path out) {
    KeyFiles.refuseToOverwrite(out);
    NodeCertificate certificate = NodeCertificate.generate(new SecureRandom(), Instant.now());
    NodeKeyFile.write(out, certificate);
    say("node id " + certificate.fingerprint().toString().substring(2));
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "accounts",
      description = "Prints the first accounts of a mnemonic with their secret keys (BIP-44).",
      mixinStandardHelpOptions = true)
  int accounts(
      @Option(names = "--mnemonic", required = true, paramLabel = "WORDS", description = "BIP-39.")
          String words,
      @Option(names = "--count", defaultValue = "10", description = "How many.") int count) {
    Mnemonic mnemonic = Mnemonic.of(words);
    for (int i = 0; i < count; i++) {
      SecretKey key = mnemonic.account(i);
      say("(%d) %s  %s".formatted(i, key.publicKey().toAddress(), key.toBytes()));
    }
    return CommandLine.ExitCode.OK;
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
