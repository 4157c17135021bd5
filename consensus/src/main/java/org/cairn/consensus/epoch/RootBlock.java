package org.cairn.consensus.epoch;

import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.core.types.Hash;

/// A final block as far as its children need to know it: an epoch's view 0, or the newest block
/// that a node has committed.
public record RootBlock(long view, Hash id, long height, long timestampMillis, Hash payloadRoot) {
  /// The part of a header that children depend on.
  public static RootBlock of(ConsensusHeader header, Hash id) {
    return new RootBlock(
        header.view(), id, header.height(), header.timestampMillis(), header.payloadRoot());
  }

  /// The same block as view 0 of the next epoch.
  public RootBlock asRoot() {
    return new RootBlock(0, id, height, timestampMillis, payloadRoot);
  }
}
