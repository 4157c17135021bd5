package org.cairn.node.trace;

import java.util.SortedMap;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.TracedState;
import org.cairn.rpc.trace.AccountChange;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// Records what OpenEthereum's `trace` methods tell, in one run.
final class ParityRecorder implements Recorder {
  private final TraceKind.Parity kind;
  private final CallRecorder calls;
  private final @Nullable AccountRecorder accounts;
  private final @Nullable InstructionRecorder instructions;
  private @Nullable SortedMap<Address, AccountChange> changes;

  ParityRecorder(TraceKind.Parity kind, Watched watched, TraceBudget budget) {
    this.kind = kind;
    calls = new CallRecorder(kind, watched, budget);
    accounts =
        kind.changes()
            ? new AccountRecorder(new TraceKind.Difference(true, true), watched, budget)
            : null;
    instructions = kind.instructions() ? new InstructionRecorder(budget) : null;
  }

  @Override
  public void started(TracedState state) {
    calls.started(state);
    if (accounts != null) {
      accounts.started(state);
    }
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    calls.enter(entry, state);
    if (accounts != null) {
      accounts.enter(entry, state);
    }
    if (instructions != null) {
      instructions.enter(entry, state);
    }
  }

  @Override
  public void step(Step step) {
    calls.step(step);
    if (accounts != null) {
      accounts.step(step);
    }
    if (instructions != null) {
      instructions.step(step);
    }
  }

  @Override
  public void stepped(long gasCost, @Nullable Halt halt) {
    calls.stepped(gasCost, halt);
    if (instructions != null) {
      instructions.stepped(gasCost, halt);
    }
  }

  @Override
  public void exit(Halt halt, long gasUsed, Bytes output) {
    calls.exit(halt, gasUsed, output);
    if (instructions != null) {
      instructions.exit(halt, gasUsed, output);
    }
  }

  @Override
  public void ended(TracedState state, long gasUsed) {
    calls.ended(state, gasUsed);
    if (accounts != null) {
      changes = accounts.changes(state);
    }
  }

  @Override
  public Trace trace() {
    return new Trace.Parity(
        calls.outermost().output(),
        kind.calls() ? calls.outermost() : null,
        changes,
        instructions == null ? null : instructions.code());
  }
}
