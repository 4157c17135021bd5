package org.cairn.rpc.port;

import org.cairn.core.types.Bytes;

/// How a simulated call ended.
public sealed interface CallOutcome {
  /// `gasUsed` is after the refund, `gasRefunded` the refund itself.
  record Success(Bytes output, long gasUsed, long gasRefunded) implements CallOutcome {}

  /// The code executed `REVERT`.
  record Reverted(Bytes data, long gasUsed) implements CallOutcome {}

  /// The EVM halted exceptionally or the message could not start; `reason` is the text that clients
  /// match on: `out of gas`, `invalid opcode: …`, `intrinsic gas too low`; `type` says it for
  /// programs: `outOfGas`.
  record Halted(String type, String reason) implements CallOutcome {
    /// Whether more gas may change the outcome.
    public boolean lacksGas() {
      return reason.startsWith("out of gas")
          || reason.startsWith("intrinsic gas too low")
          || reason.startsWith("insufficient gas for floor data gas cost")
          || reason.equals("contract creation code storage out of gas");
    }
  }
}
