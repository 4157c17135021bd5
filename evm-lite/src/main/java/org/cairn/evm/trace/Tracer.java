package org.cairn.evm.trace;

import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Halt;
import org.jspecify.annotations.Nullable;

/// Sees a transaction, its calls and its instructions as they happen:
///
/// ```
/// started
///   enter(CALL or CREATE, depth 0)
///     step, stepped                     an instruction
///     step, stepped, enter .. exit      one that calls, creates or self-destructs
///   exit
/// ended
/// ```
///
/// Gas is counted as go-ethereum's tracers and EIP-3155 count it. The cost of a call contains the
/// gas that it gives away, so it is only told by `stepped`, which comes before the callee's
/// `enter`; that of a creation does not contain it. Every entry has its exit, also one that could
/// not begin (depth, balance, collision) and one without code (a precompile, a plain transfer). An
/// account's self-destruction is an entry that ends at once.
///
/// A transaction that is refused shows nothing. All methods do nothing by default.
public interface Tracer {
  /// A transaction, or a call that is tried out, begins; the state is as before anything was paid.
  default void started(TracedState state) {}

  /// A call, creation or self-destruction begins.
  default void enter(CallEntry entry, TracedState state) {}

  /// An instruction is next. The view is good until this method returns.
  default void step(Step step) {}

  /// The instruction that was shown last has been carried out, or has ended its frame: then `halt`
  /// says how. An instruction that failed costs what it charged until then, at least its static
  /// price. A SELFDESTRUCT that succeeds tells no halt here, as its entry comes first.
  default void stepped(long gasCost, @Nullable Halt halt) {}

  /// What was entered last, and has not ended, ends. The output is empty unless it succeeded or
  /// reverted; for a creation that succeeded it is the code.
  default void exit(Halt halt, long gasUsed, Bytes output) {}

  /// The transaction is over, with fees, refunds and the removal of accounts; `gasUsed` is what its
  /// sender pays for.
  default void ended(TracedState state, long gasUsed) {}
}
