package org.cairn.node.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.Opcode;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.trace.HaltText;
import org.cairn.evm.trace.OpcodeNames;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.TracedState;
import org.cairn.rpc.trace.OpcodeStep;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// Records every instruction.
final class OpcodeRecorder implements Recorder {
  /// About what a step has as text beside its lists, and an element of these.
  private static final int STEP_BYTES = 80;

  private static final int SHORT_WORD_BYTES = 16;
  private static final int SLOT_BYTES = 140;

  private final TraceKind.Opcodes wanted;
  private final TraceBudget budget;
  private final List<OpcodeStep> steps = new ArrayList<>();
  private final Map<Address, SortedMap<UInt256, UInt256>> touched = new HashMap<>();
  private @Nullable OpcodeStep pending;
  private int pendingOpcode;
  private int depth;
  private boolean failed;
  private Bytes output = Bytes.EMPTY;
  private long gasUsed;

  OpcodeRecorder(TraceKind.Opcodes wanted, TraceBudget budget) {
    this.wanted = wanted;
    this.budget = budget;
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    depth++;
  }

  @Override
  public void step(Step step) {
    if (wanted.limit() != 0 && steps.size() >= wanted.limit()) {
      budget.spend(0);
      return;
    }
    long memoryBytes = wanted.memory() ? step.memorySize() * 2L : 0;
    long stackBytes = wanted.stack() ? (long) step.stackSize() * SHORT_WORD_BYTES : 0;
    budget.spend(STEP_BYTES + memoryBytes + stackBytes);
    pendingOpcode = step.opcode();
    pending =
        new OpcodeStep(
            step.pc(),
            OpcodeNames.of(step.opcode()),
            step.gas(),
            0,
            step.depth(),
            step.state().refund(),
            null,
            wanted.stack() ? stack(step) : null,
            wanted.memory() ? step.memory() : null,
            wanted.storage() ? storage(step) : null,
            wanted.returnData() ? step.returnData() : null);
  }

  private static List<UInt256> stack(Step step) {
    List<UInt256> words = new ArrayList<>(step.stackSize());
    for (int i = step.stackSize() - 1; i >= 0; i--) {
      words.add(step.word(i));
    }
    return words;
  }

  /// The slots of the account that were touched so far, this one as the instruction leaves it.
  private @Nullable SortedMap<UInt256, UInt256> storage(Step step) {
    boolean loads = step.opcode() == Opcode.SLOAD && step.stackSize() >= 1;
    boolean stores = step.opcode() == Opcode.SSTORE && step.stackSize() >= 2;
    if (!loads && !stores) {
      return null;
    }
    SortedMap<UInt256, UInt256> slots =
        touched.computeIfAbsent(step.address(), _ -> new TreeMap<>());
    UInt256 key = step.word(0);
    slots.put(key, loads ? step.state().slot(step.address(), key) : step.word(1));
    budget.spend((long) slots.size() * SLOT_BYTES);
    return new TreeMap<>(slots);
  }

  @Override
  public void stepped(long gasCost, @Nullable Halt halt) {
    if (pending == null) {
      return;
    }
    String error =
        halt == null || halt.isSuccess() || halt == Halt.REVERT
            ? null
            : HaltText.of(halt, pendingOpcode);
    steps.add(pending.carriedOut(gasCost, error));
    pending = null;
  }

  @Override
  public void exit(Halt halt, long used, Bytes returned) {
    depth--;
    if (depth == 0) {
      failed = !halt.isSuccess();
      output = returned;
    }
  }

  @Override
  public void ended(TracedState state, long used) {
    gasUsed = used;
  }

  @Override
  public Trace trace() {
    budget.spend(output.size() * 2L);
    return new Trace.Opcodes(gasUsed, failed, output, steps);
  }
}
