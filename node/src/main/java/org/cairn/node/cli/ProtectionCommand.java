package org.cairn.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.consensus.journal.FileWatermark;
import org.cairn.consensus.message.Round;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.VotingFiles;
import org.cairn.node.proof.ProtectionFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `cairn validator protection`: moves a key's signing history with the key.
@Command(
    name = "protection",
    description = {
      "Moves the history of what a key has signed from one data folder to another, so that the key"
          + " never contradicts itself. No node may run on either folder meanwhile."
    },
    mixinStandardHelpOptions = true,
    subcommands = CommandLine.HelpCommand.class,
    synopsisSubcommandLabel = "COMMAND")
final class ProtectionCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  /// Which key, of which chain, in which folder.
  static final class Place {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder.")
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Option(
        names = "--genesis",
        required = true,
        paramLabel = "FILE",
        description = "The chain's specification.")
    @SuppressWarnings("NullAway.Init")
    Path genesis;

    @Option(
        names = "--keystore",
        required = true,
        paramLabel = "FILE",
        description = "The validator's keystore; its password is not needed.")
    @SuppressWarnings("NullAway.Init")
    Path keystore;

    Hash genesisHash() {
      return Genesis.of(ChainSpec.read(genesis)).hash();
    }

    Bytes publicKey() {
      return Keystore.read(keystore).publicKey();
    }

    FileWatermark watermark() {
      return VotingFiles.watermark(data, genesisHash(), publicKey());
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        command.commandLine(), "which of the protection commands?");
  }

  @Command(
      name = "export",
      description = "Writes up to which round the key may have signed.",
      mixinStandardHelpOptions = true)
  int export(
      @Mixin Place place,
      @Parameters(paramLabel = "FILE", description = "The JSON file to write.") Path file)
      throws IOException {
    Round signed = place.watermark().leased();
    var entry = new ProtectionFile.Entry(place.publicKey(), signed);
    Files.writeString(file, new ProtectionFile(place.genesisHash(), List.of(entry)).toJson());
    say("signed up to round " + signed + " at most; written to " + file);
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "import",
      description =
          "Takes over what the key has signed elsewhere: nothing up to there is signed here.",
      mixinStandardHelpOptions = true)
  int takeOver(
      @Mixin Place place,
      @Parameters(paramLabel = "FILE", description = "What export wrote.") Path file)
      throws IOException {
    ProtectionFile protection = ProtectionFile.parse(Files.readString(file));
    if (!protection.genesisHash().equals(place.genesisHash())) {
      throw new CommandFailure(file + " is of the chain with genesis " + protection.genesisHash());
    }
    Bytes key = place.publicKey();
    ProtectionFile.Entry entry =
        protection.entries().stream()
            .filter(candidate -> candidate.publicKey().equals(key))
            .findFirst()
            .orElseThrow(() -> new CommandFailure(file + " has no entry for key " + key));
    Files.createDirectories(VotingFiles.folder(place.data));
    place.watermark().takeOver(entry.signedUpTo());
    say("nothing up to round " + entry.signedUpTo() + " will be signed here");
    return CommandLine.ExitCode.OK;
  }

  private void say(String line) {
    command.commandLine().getOut().println(line);
    command.commandLine().getOut().flush();
  }
}
