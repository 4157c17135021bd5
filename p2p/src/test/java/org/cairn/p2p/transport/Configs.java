package org.cairn.p2p.transport;

import java.time.Duration;
import org.cairn.p2p.handshake.ChainIdentity;

/// Configurations that differ in one point from the usual one.
final class Configs {
  private Configs() {}

  static NetworkConfig maxPeers(NetworkConfig c, int maxPeers) {
    return copy(c, c.chain(), maxPeers, c.handshakeTimeout(), c.pingInterval(), c.idleTimeout());
  }

  static NetworkConfig chain(NetworkConfig c, ChainIdentity chain) {
    return copy(c, chain, c.maxPeers(), c.handshakeTimeout(), c.pingInterval(), c.idleTimeout());
  }

  static NetworkConfig timeouts(NetworkConfig c, Duration handshake, Duration ping, Duration idle) {
    return copy(c, c.chain(), c.maxPeers(), handshake, ping, idle);
  }

  private static NetworkConfig copy(
      NetworkConfig c,
      ChainIdentity chain,
      int maxPeers,
      Duration handshake,
      Duration ping,
      Duration idle) {
    return new NetworkConfig(
        chain,
        c.listenHost(),
        c.listenPort(),
        c.advertisedHost(),
        c.staticPeers(),
        c.clientName(),
        maxPeers,
        c.dialTarget(),
        c.ban(),
        c.validatorBan(),
        handshake,
        ping,
        idle);
  }
}
