package org.cairn.rpc.port;

import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.pool.PoolContent;
import org.cairn.core.pool.Selection;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// The way into the transaction pool, and what RPC reads of it.
public interface TxSink {
  /// Decodes, checks, pools and announces a signed transaction in its EIP-2718 encoding.
  Submission submit(Bytes encoded);

  /// The pooled transaction with this hash, or nothing.
  @Nullable RecoveredTransaction pooled(Hash hash);

  /// The nonce after the sender's finalized and executable pooled transactions.
  long pendingNonce(Address sender);

  /// The executable transactions for a block with that base fee, best first.
  Selection best(Wei baseFee);

  /// The blobs of a pooled transaction, or nothing when it has none.
  @Nullable BlobSidecar sidecar(Hash hash);

  /// A copy of what the pool holds.
  PoolContent content();

  /// How many transactions could go into the next block.
  int pendingCount();

  /// How many wait behind a nonce gap.
  int queuedCount();

  /// The lowest tip for a unit of gas that the pool takes.
  Wei minimumTip();
}
