package org.cairn.node.driver;

import org.cairn.consensus.message.Round;

/// Hears of final blocks that were committed. Called on the execution thread.
@FunctionalInterface
public interface CommitListener {
  /// The block is the head.
  void committed(ExecutedBlock block);

  /// All committed blocks up to that of the round are durable.
  default void durable(Round round) {}
}
