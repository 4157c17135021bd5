package org.cairn.core.pool;

import java.util.Comparator;
import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// A transaction in the pool: the most it may cost its sender, when it came, and whether it could
/// go into the next block. Guarded by the pool's lock.
final class Pooled {
  /// The cheapest first, among equals the latest: the order of eviction.
  static final Comparator<Pooled> CHEAPEST_FIRST =
      Comparator.comparing(Pooled::maxFeePerGas)
          .thenComparing(Pooled::maxPriorityFeePerGas)
          .thenComparing(Comparator.comparingLong((Pooled each) -> each.sequence).reversed());

  final RecoveredTransaction recovered;
  final @Nullable BlobSidecar sidecar;
  final UInt256 cost;
  final long sequence;
  boolean executable;

  Pooled(
      RecoveredTransaction recovered, @Nullable BlobSidecar sidecar, UInt256 cost, long sequence) {
    this.recovered = recovered;
    this.sidecar = sidecar;
    this.cost = cost;
    this.sequence = sequence;
  }

  int blobs() {
    return sidecar == null ? 0 : sidecar.blobs().size();
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
