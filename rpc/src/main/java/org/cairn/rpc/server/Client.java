package org.cairn.rpc.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// Who counts as one client: an IPv4 address, or the 64 bits of an IPv6 address that name a
/// network, as whoever has one of its addresses has them all.
record Client(String address, boolean isLoopback) {
  private static final int NETWORK_BYTES = 8;

  static Client of(@Nullable String host) {
    if (host == null) {
      return new Client(Caller.NOBODY, false);
    }
    try {
      InetAddress address = InetAddress.ofLiteral(host);
      String name =
          address instanceof Inet6Address
              ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
              : host;
      boolean isLoopback = address.isLoopbackAddress();
      return new Client(isLoopback ? address.getHostAddress() : name, isLoopback);
    } catch (IllegalArgumentException _) {
      return new Client(host, false);
    }
  }
}
