package org.cairn.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cairn.core.types.Bytes;
import org.cairn.node.config.NodeConfig;
import org.cairn.rpc.server.Access;
import org.jspecify.annotations.Nullable;

/// Reads what the endpoint's configuration only names.
final class RpcAccessFiles {
  private static final int SECRET_BYTES = 32;

  private RpcAccessFiles() {}

  static Access read(NodeConfig.RpcAccess config) {
    NodeConfig.TlsFiles tls = config.tls();
    return new Access(
        config.hosts(),
        secret(config.jwtSecretFile()),
        config.callsPerSecond(),
        config.ipcSocket(),
        tls == null ? null : new Access.Tls(tls.certificate(), tls.key()));
  }

  private static @Nullable Bytes secret(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      String text = Files.readString(file).strip();
      Bytes secret = Bytes.fromHex(text.startsWith("0x") ? text : "0x" + text);
      if (secret.size() == SECRET_BYTES) {
        return secret;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure("cannot read the secret of " + file + ": " + e.getMessage(), e);
    }
    throw new StartFailure(file + " is no secret of " + SECRET_BYTES + " bytes in hex");
  }
}
