package org.cairn.p2p.transport;

import java.time.Duration;
import java.util.List;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.peer.PeerAddress;
import org.jspecify.annotations.Nullable;

/// How a node takes part in the network.
///
/// @param listenPort 0 for any free port
/// @param advertisedHost what peers are told; without one they use the address they see
/// @param maxPeers the most peers that are neither static nor validators
/// @param dialTarget how many of those this node looks for by itself
/// @param ban how long a peer is refused after a hard fault
/// @param validatorBan the most that a validator of the current set is refused: finality needs it
public record NetworkConfig(
    ChainIdentity chain,
    String listenHost,
    int listenPort,
    @Nullable String advertisedHost,
    List<PeerAddress> staticPeers,
    String clientName,
    int maxPeers,
    int dialTarget,
    Duration ban,
    Duration validatorBan,
    Duration handshakeTimeout,
    Duration pingInterval,
    Duration idleTimeout) {
  public NetworkConfig {
    staticPeers = List.copyOf(staticPeers);
  }

  /// Listens on one address, with everything else as an operator would leave it.
  public static NetworkConfig of(
      ChainIdentity chain, String listenHost, int listenPort, List<PeerAddress> staticPeers) {
    return new NetworkConfig(
        chain,
        listenHost,
        listenPort,
        null,
        staticPeers,
        "cairn",
        50,
        16,
        Duration.ofMinutes(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15));
  }
}
