package org.cairn.core.block;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a header commits to by roots. `withdrawals` is absent before Shanghai.
public record BlockBody(
    List<SignedTransaction> transactions,
    List<BlockHeader> ommers,
    @Nullable List<Withdrawal> withdrawals) {
  public BlockBody {
    transactions = List.copyOf(transactions);
    ommers = List.copyOf(ommers);
    withdrawals = withdrawals == null ? null : List.copyOf(withdrawals);
  }
}
