package org.cairn.rpc.server;

import java.util.List;
import org.cairn.rpc.port.RpcLimits;

/// Where the server listens and whom it serves.
///
/// @param port 0 for any free one
/// @param corsOrigins the origins whose pages may use the endpoint from a browser; `*` for all
/// @param corsFlag the flag that sets them, to be named when an origin is refused
public record ServerOptions(
    String host,
    int port,
    List<String> corsOrigins,
    String corsFlag,
    RpcLimits limits,
    Access access) {
  public ServerOptions {
    corsOrigins = List.copyOf(corsOrigins);
  }

  /// For everybody who reaches the port.
  public ServerOptions(
      String host, int port, List<String> corsOrigins, String corsFlag, RpcLimits limits) {
    this(host, port, corsOrigins, corsFlag, limits, Access.OPEN);
  }

  /// Whether only programs of this machine reach the port.
  boolean isLocal() {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }
}
