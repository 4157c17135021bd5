package org.cairn.core.block;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What became of a transaction. Before Byzantium `stateRoot` is present and `succeeded` has no
/// meaning; from then on (EIP-658) `stateRoot` is absent. `bloom` has 256 bytes.
public record Receipt(
    int type,
    boolean succeeded,
    @Nullable Hash stateRoot,
    long cumulativeGasUsed,
    Bytes bloom,
    List<Log> logs) {
  public Receipt {
    logs = List.copyOf(logs);
  }
}
