package org.cairn.node;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.core.crypto.SecretKey;
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

  /// The keys with which the node signs for its clients; mostly none.
  static List<SecretKey> unlocked(NodeConfig.RpcConfig config) {
    Path file = config.access().unlockedFile();
    if (file == null) {
      return List.of();
    }
    try {
      // Whoever reaches the port spends from these accounts.
      if (!InetAddress.getByName(config.host()).isLoopbackAddress()) {
        throw new StartFailure("--rpc-unlock is for loopback addresses, not for " + config.host());
      }
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(SecretKey::fromHex)
          .toList();
    } catch (IOException | IllegalArgumentException e) {
      throw new StartFailure("cannot read the keys of " + file + ": " + e.getMessage(), e);
    }
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
