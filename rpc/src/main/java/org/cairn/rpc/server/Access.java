package org.cairn.rpc.server;

import java.nio.file.Path;
import java.util.List;
import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// Who may use the endpoint, and how.
///
/// @param hosts names under which the server may be called; `*` for any, addresses and `localhost`
///   always
/// @param jwtSecret the key of the tokens that every request must carry; nothing when none need to
/// @param callsPerSecond calls of one client address; 0 for no limit
/// @param ipcSocket where programs of this machine connect; nothing for nowhere
/// @param tls the certificate to show; nothing for plain connections
public record Access(
    List<String> hosts,
    @Nullable Bytes jwtSecret,
    int callsPerSecond,
    @Nullable Path ipcSocket,
    @Nullable Tls tls) {
  /// Any host, no tokens, no limit.
  public static final Access OPEN = new Access(List.of("*"), null, 0, null, null);

  /// PEM files of a certificate with its chain and of its key.
  public record Tls(Path certificate, Path key) {}

  public Access {
    hosts = List.copyOf(hosts);
  }
}
