package org.cairn.evm.tx;

import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.Halt;

/// What came of a call that was tried out. `gasUsed` is what a transaction would pay for.
public sealed interface CallOutcome {
  long gasUsed();

  /// It succeeded; `gasNeeded` is what it used before refunds.
  record Completed(Bytes output, long gasUsed, long gasNeeded, List<Log> logs)
      implements CallOutcome {
    public Completed {
      logs = List.copyOf(logs);
    }
  }

  /// It reverted with data, which may hold a reason.
  record Reverted(Bytes data, long gasUsed) implements CallOutcome {}

  /// It failed, for a reason in the words that clients know.
  record Halted(Halt halt, String reason, long gasUsed) implements CallOutcome {}

  /// It could not begin: its gas does not cover what it pays beforehand.
  record Refused(Refusal refusal) implements CallOutcome {
    @Override
    public long gasUsed() {
      return 0;
    }
  }
}
