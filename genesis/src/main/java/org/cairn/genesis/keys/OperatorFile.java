package org.cairn.genesis.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A small file that an operator names: keys, passwords, deposits, exits.
final class OperatorFile {
  private OperatorFile() {}

  /// All that the file holds.
  ///
  /// @param what it should be, for the message
  /// @throws KeystoreException when there is no such file, or it is too large to be that
  static byte[] bytes(Path file, int maxBytes, String what) {
    try {
      if (Files.size(file) > maxBytes) {
        throw new KeystoreException(file + ": too large for a " + what);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      throw new KeystoreException(file + ": no such " + what);
    } catch (IOException e) {
      throw new KeystoreException(file + ": cannot be read: " + e.getMessage());
    }
  }
}
