package org.cairn.core.pool;

import java.util.Comparator;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// A transaction in the pool: the most it may cost its sender, when it came, and whether it could
/// go into the next block. Guarded by the pool's lock.
final class Pooled {
  /// The cheapest first, among equals the latest: the order of eviction.
  static final Comparator<Pooled> CHEAPEST_FIRST =
      Comparator.comparing(Pooled::maxFeePerGas)
          .thenComparing(Pooled::maxPriorityFeePerGas)
          .thenComparing(Comparator.comparingLong((Pooled each) -> each.sequence).reversed());

  final RecoveredTransaction recovered;
  final UInt256 cost;
  final long sequence;
  boolean executable;

  Pooled(RecoveredTransaction recovered, UInt256 cost, long sequence) {
    this.recovered = recovered;
    this.cost = cost;
    this.sequence = sequence;
  }

  Hash hash() {
    return recovered.signed().hash();
  }

  long nonce() {
    return recovered.transaction().nonce();
  }

  Wei maxFeePerGas() {
    return recovered.transaction().maxFeePerGas();
  }

  Wei maxPriorityFeePerGas() {
    return recovered.transaction().maxPriorityFeePerGas();
  }
}
