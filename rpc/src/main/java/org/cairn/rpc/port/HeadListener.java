package org.cairn.rpc.port;

import org.cairn.core.block.RecoveredTransaction;

/// Told of what is new. The methods return at once and never throw, so that any thread of the node
/// may call them.
public interface HeadListener {
  /// The block is final and can be read through [ChainView]. Blocks come in order; some may be left
  /// out while the node catches up, as the listener reads what lies between.
  void finalized(HashedHeader head);

  /// The transaction became executable in the pool.
  void pending(RecoveredTransaction transaction);

  /// [NodeView#syncing] may answer differently now.
  void syncingChanged();
}
