package org.cairn.core.trie;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// A trie node is not held: the state it belongs to is older than the store's tries, or the store
/// is damaged.
public final class MissingNodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingNodeException(byte[] path, byte[] hash) {
    super("missing trie node " + Hash.of(hash) + " (path " + Bytes.of(path) + ")");
  }
}
