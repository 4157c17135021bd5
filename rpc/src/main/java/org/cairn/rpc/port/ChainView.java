package org.cairn.rpc.port;

import java.util.List;
import java.util.NavigableSet;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.state.StateProof;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// Reads of the finalized chain. What was answered once never changes, except that the head grows
/// and that what is old may be pruned.
public interface ChainView {
  /// The last finalized block.
  HashedHeader head();

  /// The finalized header with this number, or nothing beyond the head.
  @Nullable HashedHeader header(long number);

  /// The number of the finalized block with this hash, or nothing when there is none.
  @Nullable Long numberOf(Hash blockHash);

  /// The block, or nothing beyond the head or when its body was pruned.
  @Nullable HashedBlock block(long number);

  /// The block's receipts in the order of its transactions, or nothing like [#block].
  @Nullable List<Receipt> receipts(long number);

  /// The blocks of a range that may have logs of any of these addresses, or with any of these
  /// topics, as an index knows them; nothing when only the blocks themselves can tell.
  @Nullable NavigableSet<Long> blocksWithLogs(List<Bytes> anyOf, long from, long to);

  /// The blocks of a range that may have to do with an account, as indexes know them: those that
  /// changed it, as far back as states are kept, that call it or have its logs; nothing when only
  /// the blocks themselves can tell.
  default @Nullable NavigableSet<Long> blocksTouching(Address address, long from, long to) {
    return null;
  }

  /// Where the finalized transaction with this hash is, or nothing when there is none.
  @Nullable TransactionPosition transaction(Hash hash);

  /// The state after the block, or nothing when it is no longer kept.
  @Nullable StateView stateAt(long number);

  /// The proof of an account and some of its slots after the block, or nothing when the tries of
  /// that state are no longer kept.
  @Nullable StateProof proof(long number, Address address, List<UInt256> keys);

  /// How far back the other methods reach.
  Retention retention();

  /// The sender of a transaction of a finalized block; recovered from its signature, or remembered.
  Address sender(SignedTransaction signed);

  /// How often blocks were taken back. Only a development chain ever does that; what was read of it
  /// under one revision may be otherwise under the next.
  default long revision() {
    return 0;
  }

  /// The number of the last block that is the same as in that revision, or more.
  default long sameUntil(long revision) {
    return Long.MAX_VALUE;
  }
}
