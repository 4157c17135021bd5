package org.cairn.node.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Finds the senders of a block's transactions: those that the pool knows cost nothing, the others
/// are recovered on the crypto pool in slices.
final class SenderRecovery {
  private static final int SLICE = 64;

  private final ExecutorService cryptoPool;
  private final Function<Hash, @Nullable RecoveredTransaction> known;

  SenderRecovery(ExecutorService cryptoPool, Function<Hash, @Nullable RecoveredTransaction> known) {
    this.cryptoPool = cryptoPool;
    this.known = known;
  }

  /// The senders in the order of the transactions, or nothing when a signature names none.
  @Nullable List<Address> senders(List<SignedTransaction> transactions) {
    var senders = new @Nullable Address[transactions.size()];
    var unknown = new ArrayList<Integer>();
    for (int i = 0; i < senders.length; i++) {
      RecoveredTransaction pooled = known.apply(transactions.get(i).hash());
      if (pooled == null) {
        unknown.add(i);
      } else {
        senders[i] = pooled.sender();
      }
    }
    recover(transactions, unknown, senders);
    var all = new ArrayList<Address>(senders.length);
    for (Address sender : senders) {
      if (sender == null) {
        return null;
      }
      all.add(sender);
    }
    return all;
  }

  private void recover(
      List<SignedTransaction> transactions, List<Integer> unknown, @Nullable Address[] senders) {
    if (unknown.size() <= SLICE / 8) {
      recoverSlice(transactions, unknown, senders);
      return;
    }
    var slices = new ArrayList<Future<?>>();
    for (int from = 0; from < unknown.size(); from += SLICE) {
      List<Integer> slice = unknown.subList(from, Math.min(from + SLICE, unknown.size()));
      try {
        slices.add(cryptoPool.submit(() -> recoverSlice(transactions, slice, senders)));
      } catch (RejectedExecutionException full) {
        // Blocks go before whatever else fills the pool: this thread does the work itself.
        recoverSlice(transactions, slice, senders);
      }
    }
    for (Future<?> slice : slices) {
      Waiting.forResult(slice);
    }
  }

  private static void recoverSlice(
      List<SignedTransaction> transactions, List<Integer> slice, @Nullable Address[] senders) {
    for (int i : slice) {
      senders[i] = Senders.recover(transactions.get(i));
    }
  }
}
