package org.cairn.core.pool;

import org.cairn.core.types.Wei;

/// The pool's limits. `maxWaiting` bounds those behind a nonce gap, which cost their sender nothing
/// and can not go into a block; they count among `maxTransactions` too.
public record PoolOptions(
    int maxTransactions,
    int maxWaiting,
    int maxPerSender,
    int maxTransactionBytes,
    Wei minimumTip) {
  public static final PoolOptions DEFAULT =
      new PoolOptions(20_000, 5_000, 4_096, 128 * 1024, Wei.ZERO);

  /// @throws IllegalArgumentException when a limit is not positive
  public PoolOptions {
    if (Math.min(Math.min(maxTransactions, maxWaiting), Math.min(maxPerSender, maxTransactionBytes))
        < 1) {
      throw new IllegalArgumentException("a limit of the pool is below 1");
    }
  }
}
