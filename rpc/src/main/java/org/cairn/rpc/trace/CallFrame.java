package org.cairn.rpc.trace;

import java.util.Collections;
import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// A call, a creation or a self-destruction with all that it called. `error` is absent when it
/// succeeded; `value` is absent where there can be none; `position` of a log is how many calls came
/// before it in its frame, `index` counts through the transaction.
public record CallFrame(
    Kind kind,
    Address from,
    Address to,
    @Nullable UInt256 value,
    long gas,
    long gasUsed,
    Bytes input,
    Bytes output,
    @Nullable String error,
    List<CallFrame> calls,
    List<PlacedLog> logs) {
  /// The instruction that made it.
  public enum Kind {
    CALL,
    CALLCODE,
    DELEGATECALL,
    STATICCALL,
    CREATE,
    CREATE2,
    SELFDESTRUCT;

    public boolean isCreation() {
      return this == CREATE || this == CREATE2;
    }
  }

  /// A log and where it was made.
  public record PlacedLog(Log log, int position, int index) {}

  public CallFrame {
    calls = Collections.unmodifiableList(calls);
    logs = Collections.unmodifiableList(logs);
  }
}
