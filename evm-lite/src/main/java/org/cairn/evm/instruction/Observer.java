package org.cairn.evm.instruction;

import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// Sees an execution from inside, while its frames stand as they are. It must change nothing.
///
/// This is the seam that the interpreter knows; `evm.trace` has the interface for tracers on top of
/// it. An execution without an observer pays nothing for it: an observed one runs on a table of
/// prices that nobody can pay, so that each instruction fails the test for gas, which asks whether
/// it is observed.
public interface Observer {
  /// An instruction is about to be charged for: the frame's `pc` and `sp` are at it, its `gas` is
  /// what is left before the static price.
  void step(Frame frame, int opcode);

  /// The frame's code ended. `gas` is what is left, negative by what was missing.
  void halt(Frame frame, Halt halt);

  /// A call, creation or self-destruction begins, by an instruction of the caller or, without one,
  /// as the outermost. The caller has paid for it, but not yet given gas to a creation.
  void enter(@Nullable Frame caller, CallEntry entry);

  /// What was entered last and has not ended ends. The output is empty unless the gas left is kept;
  /// for a creation that succeeded it is the code.
  void exit(Halt halt, long gasLeft, Bytes output);
}
