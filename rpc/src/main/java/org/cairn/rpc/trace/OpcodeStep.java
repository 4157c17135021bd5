package org.cairn.rpc.trace;

import java.util.List;
import java.util.SortedMap;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// An instruction and what it found: the stack from the bottom, the memory, the slots of its
/// account that were touched so far (only at instructions of storage), what the last call returned.
/// What was not asked for is absent. `error` says why it failed.
public record OpcodeStep(
    int pc,
    String name,
    long gas,
    long gasCost,
    int depth,
    long refund,
    @Nullable String error,
    @Nullable List<UInt256> stack,
    @Nullable Bytes memory,
    @Nullable SortedMap<UInt256, UInt256> storage,
    @Nullable Bytes returnData) {
  /// The same, now that it is known how it went.
  public OpcodeStep carriedOut(long cost, @Nullable String failure) {
    return new OpcodeStep(
        pc, name, gas, cost, depth, refund, failure, stack, memory, storage, returnData);
  }
}
