package org.cairn.rpc.port;

import java.util.List;
import java.util.function.Supplier;
import org.cairn.core.block.Block;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Makes blocks as a proposer would, for tests: nothing of them is kept.
public interface BlockAssembler {
  /// What the block is to have. `source` gives candidates until it has no more; at least `required`
  /// of them must be in the block.
  record Order(
      HashedHeader parent,
      StateView state,
      long timestampSeconds,
      Hash prevRandao,
      Address feeRecipient,
      Hash parentBeaconBlockRoot,
      List<Withdrawal> withdrawals,
      Bytes extraData,
      Supplier<@Nullable RecoveredTransaction> source,
      int required) {
    public Order {
      withdrawals = List.copyOf(withdrawals);
    }
  }

  /// What came of it.
  sealed interface Result {
    record Assembled(Block block, Hash hash, List<Receipt> receipts, List<Bytes> requests)
        implements Result {
      public Assembled {
        receipts = List.copyOf(receipts);
        requests = List.copyOf(requests);
      }
    }

    record Refused(String reason) implements Result {}
  }

  Result assemble(Order order);
}
