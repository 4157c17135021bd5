package org.cairn.rpc.trace;

/// What of an execution is recorded.
public sealed interface TraceKind {
  /// Each instruction. No more than `limit` of them when it is not zero.
  record Opcodes(boolean stack, boolean memory, boolean storage, boolean returnData, long limit)
      implements TraceKind {}

  /// Each call in its caller, or only the outermost; with the logs they made.
  record Calls(boolean onlyOutermost, boolean logs) implements TraceKind {}

  /// Each call in a list, with errors in OpenEthereum's words; calls of precompiles are left out
  /// unless wanted.
  record FlatCalls(boolean parityErrors, boolean precompiles) implements TraceKind {}

  /// The accounts that were looked at, as they were before.
  record Prestate(boolean code, boolean storage, boolean empty) implements TraceKind {}

  /// The accounts that changed, before and after.
  record Difference(boolean code, boolean storage) implements TraceKind {}

  /// How often which function was called with how much data.
  record Selectors() implements TraceKind {}

  /// What OpenEthereum's `trace` methods tell at once: the calls without those of precompiles, what
  /// accounts became, each instruction. Gas is that of the code, without what a transaction pays
  /// beforehand.
  record Parity(boolean calls, boolean changes, boolean instructions) implements TraceKind {}

  /// Nothing at all.
  record Nothing() implements TraceKind {}
}
