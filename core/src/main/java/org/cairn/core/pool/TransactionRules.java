package org.cairn.core.pool;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Transaction;
import org.jspecify.annotations.Nullable;

/// What the fork of the next block demands of a transaction by itself: its type, its chain id, its
/// gas limit, its fee fields, its init code. The pool asks it before all that depends on the state.
@FunctionalInterface
public interface TransactionRules {
  /// Why the block after the head could not hold the transaction, or nothing.
  Admission.@Nullable Rejected objection(Transaction transaction, BlockHeader head);

  /// Whether contracts may send, against EIP-3607: only on a development chain.
  default boolean sendersMayHaveCode() {
    return false;
  }
}
