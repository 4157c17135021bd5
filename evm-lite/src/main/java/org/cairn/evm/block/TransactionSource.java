package org.cairn.evm.block;

import org.cairn.core.block.RecoveredTransaction;
import org.jspecify.annotations.Nullable;

/// Candidates for a block, the best first, each sender's in the order of their nonces.
@FunctionalInterface
public interface TransactionSource {
  /// The next one, or nothing when there is none left.
  @Nullable RecoveredTransaction next();
}
