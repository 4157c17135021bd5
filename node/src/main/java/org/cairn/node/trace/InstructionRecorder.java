package org.cairn.node.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.Opcode;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.trace.OpcodeNames;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.TracedState;
import org.cairn.evm.trace.Tracer;
import org.cairn.rpc.trace.CodeTrace;
import org.cairn.rpc.trace.TraceBudget;
import org.jspecify.annotations.Nullable;

/// Records instructions with their effects, those of a callee within the one that called. What an
/// instruction put onto the stack and into memory is seen at the next one of its frame.
final class InstructionRecorder implements Tracer {
  private static final int STEP_BYTES = 140;
  private static final int WORD_BYTES = 70;

  /// A frame that has not ended.
  private static final class Open {
    final List<CodeTrace.Instruction> done = new ArrayList<>();
    Bytes code = Bytes.EMPTY;
    @Nullable Pending pending;
    @Nullable CodeTrace callee;
  }

  /// An instruction whose effect is not known yet.
  private static final class Pending {
    final int pc;
    final int opcode;
    final long gas;
    final long memoryOffset;
    final long memoryBytes;
    final CodeTrace.@Nullable Stored stored;
    long cost;

    Pending(Step step) {
      pc = step.pc();
      opcode = step.opcode();
      gas = step.gas();
      memoryBytes = memoryBytes(step);
      UInt256 offset = memoryBytes == 0 ? UInt256.ZERO : step.word(offsetAt(opcode));
      memoryOffset = offset.fitsLong() ? offset.limb0() : 0;
      stored =
          opcode == Opcode.SSTORE && step.stackSize() >= 2
              ? new CodeTrace.Stored(step.word(0), step.word(1))
              : null;
    }

    private static long memoryBytes(Step step) {
      int sizeAt = sizeAt(step.opcode());
      if (offsetAt(step.opcode()) < 0 || step.stackSize() <= sizeAt || step.stackSize() == 0) {
        return 0;
      }
      if (sizeAt < 0) {
        return step.opcode() == Opcode.MSTORE8 ? 1 : Hash.SIZE_BYTES;
      }
      UInt256 size = step.word(sizeAt);
      return size.fitsLong() ? size.limb0() : 0;
    }
  }

  private final TraceBudget budget;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable CodeTrace outermost;

  InstructionRecorder(TraceBudget budget) {
    this.budget = budget;
  }

  /// Where on the stack an instruction that touches memory has the offset; -1 for others.
  private static int offsetAt(int opcode) {
    return switch (opcode) {
      case Opcode.MLOAD,
          Opcode.MSTORE,
          Opcode.MSTORE8,
          Opcode.CALLDATACOPY,
          Opcode.CODECOPY,
          Opcode.RETURNDATACOPY,
          Opcode.MCOPY ->
          0;
      case Opcode.EXTCODECOPY -> 1;
      case Opcode.CALL, Opcode.CALLCODE -> 5;
      case Opcode.DELEGATECALL, Opcode.STATICCALL -> 4;
      default -> -1;
    };
  }

  /// Where it has the size; -1 when it touches a word or a byte.
  private static int sizeAt(int opcode) {
    return switch (opcode) {
      case Opcode.CALLDATACOPY, Opcode.CODECOPY, Opcode.RETURNDATACOPY, Opcode.MCOPY -> 2;
      case Opcode.EXTCODECOPY -> 3;
      case Opcode.CALL, Opcode.CALLCODE -> 6;
      case Opcode.DELEGATECALL, Opcode.STATICCALL -> 5;
      default -> -1;
    };
  }

  /// How many words of the stack an instruction leaves anew; all that it moved for DUP and SWAP.
  private static int pushed(int opcode) {
    if (opcode >= Opcode.DUP1 && opcode < Opcode.SWAP1) {
      return opcode - Opcode.DUP1 + 2;
    }
    if (opcode >= Opcode.SWAP1 && opcode < Opcode.LOG0) {
      return opcode - Opcode.SWAP1 + 2;
    }
    return switch (opcode) {
      case Opcode.STOP,
          Opcode.CALLDATACOPY,
          Opcode.CODECOPY,
          Opcode.EXTCODECOPY,
          Opcode.RETURNDATACOPY,
          Opcode.POP,
          Opcode.MSTORE,
          Opcode.MSTORE8,
          Opcode.SSTORE,
          Opcode.JUMP,
          Opcode.JUMPI,
          Opcode.JUMPDEST,
          Opcode.TSTORE,
          Opcode.MCOPY,
          Opcode.RETURN,
          Opcode.REVERT,
          Opcode.INVALID,
          Opcode.SELFDESTRUCT ->
          0;
      default -> opcode >= Opcode.LOG0 && opcode <= Opcode.LOG4 ? 0 : 1;
    };
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    open.push(new Open());
  }

  @Override
  public void step(Step step) {
    Open frame = frame();
    settle(frame, step);
    if (frame.code.isEmpty()) {
      frame.code = step.code();
      budget.spend(2L * frame.code.size());
    }
    budget.spend(STEP_BYTES);
    frame.pending = new Pending(step);
  }

  @Override
  public void stepped(long gasCost, @Nullable Halt halt) {
    Open frame = frame();
    Pending pending = frame.pending;
    if (pending == null) {
      return;
    }
    pending.cost = gasCost;
    if (halt != null) {
      boolean works = halt.isSuccess() || halt == Halt.REVERT;
      end(
          frame,
          pending,
          works ? new CodeTrace.Effect(pending.gas - gasCost, List.of(), null, null) : null);
    }
  }

  /// The next instruction of a frame shows what the one before it did.
  private void settle(Open frame, Step step) {
    Pending pending = frame.pending;
    if (pending == null) {
      return;
    }
    int count = Math.min(pushed(pending.opcode), step.stackSize());
    List<UInt256> words = new ArrayList<>(count);
    for (int i = count - 1; i >= 0; i--) {
      words.add(step.word(i));
    }
    budget.spend((long) count * WORD_BYTES + 2 * pending.memoryBytes);
    CodeTrace.Memory memory =
        pending.memoryBytes == 0
            ? null
            : new CodeTrace.Memory(
                pending.memoryOffset, step.memory(pending.memoryOffset, pending.memoryBytes));
    end(frame, pending, new CodeTrace.Effect(step.gas(), words, memory, pending.stored));
  }

  private static void end(Open frame, Pending pending, CodeTrace.@Nullable Effect effect) {
    frame.done.add(
        new CodeTrace.Instruction(
            pending.pc, OpcodeNames.of(pending.opcode), pending.cost, effect, frame.callee));
    frame.pending = null;
    frame.callee = null;
  }

  @Override
  public void exit(Halt halt, long gasUsed, Bytes output) {
    Open ended = open.pop();
    Pending pending = ended.pending;
    if (pending != null) {
      // A self-destruction, which tells no halt.
      end(ended, pending, new CodeTrace.Effect(pending.gas - pending.cost, List.of(), null, null));
    }
    CodeTrace trace = new CodeTrace(ended.code, ended.done);
    Open caller = open.peek();
    if (caller == null) {
      outermost = trace;
    } else if (caller.pending != null && caller.pending.opcode != Opcode.SELFDESTRUCT) {
      caller.callee = trace;
    }
  }

  private Open frame() {
    return Objects.requireNonNull(open.peek(), "an instruction is in a frame");
  }

  CodeTrace code() {
    return Objects.requireNonNull(outermost, "a transaction has an outermost call");
  }
}
