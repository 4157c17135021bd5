package org.cairn.genesis.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.rlp.DecodingException;

/// A node's network identity in one PEM file: the certificate, then the private key.
public final class NodeKeyFile {
  private static final int MAX_FILE_SIZE_BYTES = 64 << 10;
  private static final String KEY_START = "-----BEGIN PRIVATE KEY-----";

  private NodeKeyFile() {}

  /// Writes a new file that only its owner can read.
  public static void write(Path file, NodeCertificate certificate) {
    SecretFile.write(
        file, certificate.certificatePem().strip() + "\n" + certificate.privateKeyPem());
  }

  /// @throws KeystoreException when there is no such file or it holds no node key
  public static NodeCertificate read(Path file) {
    try {
      byte[] content = OperatorFile.bytes(file, MAX_FILE_SIZE_BYTES, "node key");
      String text = new String(content, StandardCharsets.ISO_8859_1);
      int keyStart = text.indexOf(KEY_START);
      if (keyStart < 0) {
        throw new KeystoreException(file + ": holds no private key in PEM");
      }
      return NodeCertificate.fromPem(text.substring(0, keyStart), text.substring(keyStart));
    } catch (DecodingException e) {
      throw new KeystoreException(file + ": not a node key: " + e.getMessage());
    }
  }
}
