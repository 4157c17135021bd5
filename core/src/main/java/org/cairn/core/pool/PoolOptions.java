package org.cairn.core.pool;

import org.cairn.core.types.Wei;

/// The pool's limits. `maxWaiting` bounds those behind a nonce gap, which cost their sender nothing
/// and can not go into a block; they count among `maxTransactions` too. With no room for blobs,
/// transactions of type 3 are refused.
public record PoolOptions(
    int maxTransactions,
    int maxWaiting,
    int maxPerSender,
    int maxTransactionBytes,
    Wei minimumTip,
    int maxBlobs) {
  public static final PoolOptions DEFAULT =
      new PoolOptions(20_000, 5_000, 4_096, 128 * 1024, Wei.ZERO);

  /// Limits of a pool that takes no blobs.
  public PoolOptions(
      int maxTransactions,
      int maxWaiting,
      int maxPerSender,
      int maxTransactionBytes,
      Wei minimumTip) {
    this(maxTransactions, maxWaiting, maxPerSender, maxTransactionBytes, minimumTip, 0);
  }

  /// The same with room for so many blobs of 128 kB.
  public PoolOptions withBlobs(int count) {
    return new PoolOptions(
        maxTransactions, maxWaiting, maxPerSender, maxTransactionBytes, minimumTip, count);
  }

  /// @throws IllegalArgumentException when a limit is not positive
  public PoolOptions {
    if (Math.min(Math.min(maxTransactions, maxWaiting), Math.min(maxPerSender, maxTransactionBytes))
        < 1) {
      throw new IllegalArgumentException("a limit of the pool is below 1");
    }
  }
}
