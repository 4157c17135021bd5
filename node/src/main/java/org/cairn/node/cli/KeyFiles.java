package org.cairn.node.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.SecretKey;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.KeystoreException;
import org.cairn.genesis.keys.SecretFile;
import picocli.CommandLine.Option;

/// Files with keys, as several commands read and write them.
final class KeyFiles {
  private KeyFiles() {}

  /// The options of a command that needs a validator's key.
  static final class ValidatorKey {
    @Option(
        names = "--keystore",
        required = true,
        paramLabel = "FILE",
        description = "The validator's keystore (EIP-2335).")
    @SuppressWarnings("NullAway.Init")
    Path keystore;

    @Option(
        names = "--password-file",
        required = true,
        paramLabel = "FILE",
        description = "File with the keystore's password.")
    @SuppressWarnings("NullAway.Init")
    Path passwordFile;

    BlsSecretKey read() {
      return Keystore.read(keystore).decrypt(SecretFile.readPassword(passwordFile));
    }
  }

  /// The secret key of an account: 32 bytes in hexadecimal.
  static SecretKey account(Path file) {
    try {
      return SecretKey.fromHex(SecretFile.readPassword(file).strip());
    } catch (IllegalArgumentException _) {
      throw new CommandFailure(file + " holds no secret key: expected 32 bytes in hexadecimal");
    }
  }

  static void refuseToOverwrite(Path file) {
    if (Files.exists(file)) {
      throw new CommandFailure(file + " exists already: keys are never overwritten");
    }
  }

  static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /// A keystore with the file that it is in.
  record Found(Path file, Keystore keystore) {}

  /// The keystores of a folder, by file name. Files that are none are left out.
  static List<Found> keystores(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.json")) {
      entries.forEach(files::add);
    } catch (IOException e) {
      throw new CommandFailure("cannot list " + folder + ": " + e.getMessage());
    }
    files.sort(null);
    List<Found> found = new ArrayList<>();
    for (Path file : files) {
      try {
        found.add(new Found(file, Keystore.read(file)));
      } catch (KeystoreException _) {
        // Deposit data and the like lie beside keystores.
      }
    }
    return found;
  }
}
