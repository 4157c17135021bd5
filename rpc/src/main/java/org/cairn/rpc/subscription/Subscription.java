package org.cairn.rpc.subscription;

import java.util.Set;
import org.cairn.core.types.Hash;

/// What a connection asked to be told of.
public sealed interface Subscription {
  /// The header of each finalized block.
  record Heads() implements Subscription {}

  /// The logs that pass the filter, of each finalized block.
  record Logs(LogFilter filter) implements Subscription {}

  /// Each transaction that becomes pending: its hash, or all of it.
  record Pending(boolean full) implements Subscription {}

  /// The receipts of each finalized block, as one array; only those of the transactions, unless
  /// none is named. Blocks without any are left out.
  record Receipts(Set<Hash> transactions) implements Subscription {
    public Receipts {
      transactions = Set.copyOf(transactions);
    }
  }

  /// The header of each finalized block with the proof that it is final.
  record FinalizedHeads() implements Subscription {}

  /// When the node begins or ends to catch up.
  record Syncing() implements Subscription {}
}
