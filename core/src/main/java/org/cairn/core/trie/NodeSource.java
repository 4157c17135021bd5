package org.cairn.core.trie;

import org.jspecify.annotations.Nullable;

/// Where a trie finds the nodes that it has not in memory. Any thread may ask.
@FunctionalInterface
public interface NodeSource {
  /// The RLP of the node at the path whose keccak256 is the hash; nothing when it is not held, or
  /// no longer, as another version has taken its path. The caller need not check the hash again.
  byte @Nullable [] node(byte[] path, byte[] hash);
}
