package org.cairn.evm.tx;

import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.Halt;
import org.jspecify.annotations.Nullable;

/// What became of a transaction.
public sealed interface Outcome {
  /// It is part of the block. `halt` says how its outermost call ended; `output` is what that
  /// returned or reverted with; `createdAddress` is present when it created a contract. `gasUsed`
  /// is what the sender paid for and the block counts.
  record Executed(
      Halt halt, long gasUsed, List<Log> logs, Bytes output, @Nullable Address createdAddress)
      implements Outcome {
    public Executed {
      logs = List.copyOf(logs);
    }

    public boolean succeeded() {
      return halt.isSuccess();
    }
  }

  /// It cannot be part of this block; the world is as before.
  record Rejected(Refusal refusal) implements Outcome {}
}
