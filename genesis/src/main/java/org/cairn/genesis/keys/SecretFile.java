package org.cairn.genesis.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A small file with a secret. It never exists with rights for others, not even for a moment.
public final class SecretFile {
  private static final int MAX_PASSWORD_FILE_BYTES = 4096;

  private SecretFile() {}

  /// Writes a new file with the rights 0600.
  public static void write(Path file, String content) {
    FileAttribute<?>[] rights =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Path created = Files.createFile(file, rights);
      Files.writeString(created, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A password: the file's content without the line break at its end.
  ///
  /// @throws KeystoreException when there is no such file or it is no text of reasonable length
  public static String readPassword(Path file) {
    byte[] content = OperatorFile.bytes(file, MAX_PASSWORD_FILE_BYTES, "password file");
    return new String(content, StandardCharsets.UTF_8).replaceFirst("\\R$", "");
  }
}
