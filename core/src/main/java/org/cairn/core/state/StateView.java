package org.cairn.core.state;

import org.cairn.core.types.Hash;

/// A world state that knows its root and that further blocks can be laid upon.
public interface StateView extends StateReader {
  /// The root of the state trie.
  Hash root();

  /// The state after the changes; this one stays as it is.
  StateView with(StateDiff diff);
}
