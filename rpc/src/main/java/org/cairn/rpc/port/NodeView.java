package org.cairn.rpc.port;

import java.time.Instant;
import java.util.List;
import org.cairn.core.types.Address;
import org.jspecify.annotations.Nullable;

/// What RPC tells of the node itself.
public interface NodeView {
  long chainId();

  /// Name, version, platform: `Cairn/v0.1.0/linux-x86_64/java25`.
  String clientVersion();

  /// The progress while the node catches up, or nothing when it is at the head.
  @Nullable SyncStatus syncing();

  int peerCount();

  List<ConnectedPeer> peers();

  NodeIdentity identity();

  /// Who gets the fees of the blocks that this node proposes.
  Address feeRecipient();

  /// The forks of the chain as seen from its head.
  ForkPlan forks();

  /// The time that the next block would have now.
  default long unixSeconds() {
    return Instant.now().getEpochSecond();
  }

  /// Whether the node accepts connections of peers.
  boolean listening();
}
