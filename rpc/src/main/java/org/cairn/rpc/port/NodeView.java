package org.cairn.rpc.port;

import org.jspecify.annotations.Nullable;

/// What RPC tells of the node itself.
public interface NodeView {
  long chainId();

  /// Name, version, platform: `Cairn/v0.1.0/linux-x86_64/java25`.
  String clientVersion();

  /// The progress while the node catches up, or nothing when it is at the head.
  @Nullable SyncStatus syncing();

  int peerCount();

  /// Whether the node accepts connections of peers.
  boolean listening();
}
