package org.cairn.evm.interpreter;

import java.util.Objects;
import org.cairn.evm.fork.FusedOpcode;
import org.cairn.evm.fork.InstructionTable;
import org.cairn.evm.fork.Opcode;
import org.cairn.evm.instruction.Frame;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.instruction.Instructions;
import org.cairn.evm.instruction.Observer;
import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// The loop over instructions, in two levels.
///
/// `simple` is one switch over the instructions that are arithmetic on the stack, jumps and short
/// accesses to memory. It is longer than the house allows, as the JIT compiles a method as one
/// unit, and it must stay under 8000 JVM bytecodes, beyond which HotSpot never compiles a method; a
/// test holds it there. It **calls nothing**: all it uses is inlined (`scripts/jvm.options` says so
/// to the compiler), because a call anywhere in the loop, however rare, makes the compiler keep
/// program counter, stack pointer and gas in memory instead of registers. Whatever is rare, or slow
/// by itself, leaves the loop and is carried out by [Instructions].
///
/// No instruction tests the stack: a missing operand or a full stack fails the bounds check of the
/// array, and `violation` finds out which of the two it was. Opcodes that the fork does not have
/// cost more gas than there can be.
final class Dispatch {
  /// The greatest stack pointer with room for another word.
  private static final int LAST_FREE = Word.LIMBS * (Frame.MAX_WORDS - 1);

  private Dispatch() {}

  /// Runs the frame until it ends, or until it waits for its child: then nothing. Without an
  /// observer it runs the copy of the code with fused instructions.
  static @Nullable Halt run(Frame frame, long[] staticGas) {
    byte[] plain = frame.code().padded();
    boolean fused = frame.execution().observer() == null;
    byte[] code = fused ? frame.code().fused() : plain;
    long[] _ = frame.code().jumpDestinations();
    long[] prices = staticGas;
    int opcode = code[frame.pc] & 0xff;
    frame.gas -= prices[opcode];
    try {
      while (true) {
        if (frame.gas >= 0) {
          opcode = simple(frame, frame.stack, code, prices, opcode);
        }
        if (fused && FusedOpcode.isFused(opcode)) {
          // One of its instructions fails: they are carried out one by one to find out which.
          frame.gas += prices[opcode];
          fused = false;
          code = plain;
          prices = frame.execution().table().staticGas();
          opcode = code[frame.pc] & 0xff;
          frame.gas -= prices[opcode];
          continue;
        }
        if (frame.gas < 0) {
          if (look(frame, prices, opcode, frame.gas) < 0) {
            return prices[opcode] == InstructionTable.UNDEFINED
                ? Halt.INVALID_OPCODE
                : Halt.OUT_OF_GAS;
          }
          continue;
        }
        Halt halt = Instructions.execute(opcode, frame);
        if (halt != null) {
          return halt;
        }
        frame.pc++;
        if (frame.child() != null) {
          return null;
        }
        opcode = code[frame.pc] & 0xff;
        frame.gas -= prices[opcode];
      }
    } catch (IndexOutOfBoundsException e) {
      return violation(frame, e);
    }
  }

  /// Runs from an instruction that has been paid for. Returns the opcode that it stopped at, with
  /// the frame up to date: that instruction has been paid for as well, and is not a simple one,
  /// unless the gas was not enough.
  private static int simple(Frame frame, long[] stack, byte[] code, long[] prices, int paid) {
    int opcode = paid;
    int pc = frame.pc;
    int sp = frame.sp;
    long gas = frame.gas;
    try {
      loop:
      while (true) {
        switch (opcode) {
          case Opcode.ADD -> sp = Word.add(stack, at(sp));
          case Opcode.MUL -> sp = Word.mul(stack, at(sp));
          case Opcode.SUB -> sp = Word.sub(stack, at(sp));
          case Opcode.LT -> sp = Word.lt(stack, at(sp));
          case Opcode.GT -> sp = Word.gt(stack, at(sp));
          case Opcode.SLT -> sp = Word.slt(stack, at(sp));
          case Opcode.SGT -> sp = Word.sgt(stack, at(sp));
          case Opcode.EQ -> sp = Word.eq(stack, at(sp));
          case Opcode.ISZERO -> Word.isZero(stack, at(sp));
          case Opcode.AND -> sp = Word.and(stack, at(sp));
          case Opcode.OR -> sp = Word.or(stack, at(sp));
          case Opcode.XOR -> sp = Word.xor(stack, at(sp));
          case Opcode.NOT -> Word.not(stack, at(sp));
          case Opcode.SHL -> sp = Word.shl(stack, at(sp));
          case Opcode.SHR -> sp = Word.shr(stack, at(sp));
          case Opcode.POP -> {
            if (sp == 0) {
              break loop;
            }
            sp -= 4;
          }
          case Opcode.MLOAD -> {
            int top = at(sp) - 4;
            long offset = Word.saturated(stack, top);
            if (offset > frame.memorySize - 32) {
              break loop;
            }
            Word.load(stack, top, frame.memory(), frame.memoryBase + (int) offset);
          }
          case Opcode.MSTORE -> {
            int top = at(sp) - 4;
            long offset = Word.saturated(stack, top);
            if (offset > frame.memorySize - 32) {
              break loop;
            }
            Word.store(stack, top - 4, frame.memory(), frame.memoryBase + (int) offset);
            sp = top - 4;
          }
          case Opcode.JUMP -> {
            int top = at(sp) - 4;
            long target = Word.saturated(stack, top);
            if (!frame.code().isDestination(target)) {
              break loop;
            }
            sp = top;
            pc = (int) target - 1;
          }
          case Opcode.JUMPI -> {
            int below = at(sp) - 8;
            if (!Word.isZeroAt(stack, below)) {
              long target = Word.saturated(stack, below + 4);
              if (!frame.code().isDestination(target)) {
                break loop;
              }
              pc = (int) target - 1;
            }
            sp = below;
          }
          case Opcode.CALLDATASIZE -> {
            int next = at(sp);
            Word.setLong(stack, next, frame.inputSize());
            sp = next + 4;
          }
          case Opcode.RETURNDATASIZE -> {
            int next = at(sp);
            Word.setLong(stack, next, frame.returnSize());
            sp = next + 4;
          }
          case Opcode.PC -> {
            int next = at(sp);
            Word.setLong(stack, next, pc);
            sp = next + 4;
          }
          case Opcode.MSIZE -> {
            int next = at(sp);
            Word.setLong(stack, next, frame.memorySize);
            sp = next + 4;
          }
          case Opcode.GAS -> {
            int next = at(sp);
            Word.setLong(stack, next, gas);
            sp = next + 4;
          }
          case Opcode.JUMPDEST -> {}
          case Opcode.PUSH0 -> {
            int next = at(sp);
            Word.setLong(stack, next, 0);
            sp = next + 4;
          }
          case Opcode.PUSH1 -> {
            int next = at(sp);
            Word.setLong(stack, next, code[pc + 1] & 0xff);
            sp = next + 4;
            pc += 1;
          }
          case Opcode.PUSH1 + 1 -> {
            int next = at(sp);
            Word.setLong(stack, next, (code[pc + 1] & 0xff) << 8 | (code[pc + 2] & 0xff));
            sp = next + 4;
            pc += 2;
          }
          case 0x62, 0x63, 0x64, 0x65, 0x66, 0x67 -> {
            int next = at(sp);
            int bytes = opcode - Opcode.PUSH1 + 1;
            Word.setLong(stack, next, Word.longAt(code, pc + 1) >>> (64 - 8 * bytes));
            sp = next + 4;
            pc += bytes;
          }
          case 0x73 -> {
            int next = at(sp);
            Word.loadAddress(stack, next, code, pc + 1);
            sp = next + 4;
            pc += 20;
          }
          case 0x7f -> {
            int next = at(sp);
            Word.load(stack, next, code, pc + 1);
            sp = next + 4;
            pc += 32;
          }
          case 0x80,
              0x81,
              0x82,
              0x83,
              0x84,
              0x85,
              0x86,
              0x87,
              0x88,
              0x89,
              0x8a,
              0x8b,
              0x8c,
              0x8d,
              0x8e,
              0x8f -> {
            int next = at(sp);
            int from = next - 4 * (opcode - Opcode.DUP1 + 1);
            stack[next + 3] = stack[from + 3];
            stack[next] = stack[from];
            stack[next + 1] = stack[from + 1];
            stack[next + 2] = stack[from + 2];
            sp = next + 4;
          }
          case 0x90,
              0x91,
              0x92,
              0x93,
              0x94,
              0x95,
              0x96,
              0x97,
              0x98,
              0x99,
              0x9a,
              0x9b,
              0x9c,
              0x9d,
              0x9e,
              0x9f ->
              swap(stack, at(sp) - 4, 4 * (opcode - Opcode.SWAP1 + 1));
          case FusedOpcode.JUMP_TO -> {
            if (sp > LAST_FREE) {
              break loop;
            }
            pc = target(code, pc);
          }
          case FusedOpcode.JUMP_ON, FusedOpcode.POP_JUMP_ON -> {
            int top = sp - (opcode == FusedOpcode.JUMP_ON ? 4 : 8);
            if (top < 0) {
              break loop;
            }
            long target = Word.saturated(stack, top);
            if (!frame.code().isDestination(target)) {
              break loop;
            }
            sp = top;
            pc = (int) target;
          }
          case FusedOpcode.JUMPI_3, FusedOpcode.JUMPI_4 -> {
            if (sp < 4 || sp > LAST_FREE) {
              break loop;
            }
            int top = at(sp) - 4;
            pc = branch(code, pc, !Word.isZeroAt(stack, top), opcode);
            sp = top;
          }
          case FusedOpcode.ISZERO_JUMPI_4, FusedOpcode.ISZERO_JUMPI_5 -> {
            if (sp < 4 || sp > LAST_FREE) {
              break loop;
            }
            int top = at(sp) - 4;
            pc = branch(code, pc, Word.isZeroAt(stack, top), opcode);
            sp = top;
          }
          case FusedOpcode.EQ_JUMPI_4, FusedOpcode.EQ_JUMPI_5 -> {
            if (sp < 8) {
              break loop;
            }
            int below = at(sp) - 8;
            pc = branch(code, pc, Word.isEqual(stack, below, below + 4), opcode);
            sp = below;
          }
          case FusedOpcode.NOT_LT_JUMPI_5, FusedOpcode.NOT_LT_JUMPI_6 -> {
            if (sp < 8) {
              break loop;
            }
            int below = at(sp) - 8;
            pc = branch(code, pc, !Word.isLess(stack, below + 4, below), opcode);
            sp = below;
          }
          case FusedOpcode.NOT_GT_JUMPI_5, FusedOpcode.NOT_GT_JUMPI_6 -> {
            if (sp < 8) {
              break loop;
            }
            int below = at(sp) - 8;
            pc = branch(code, pc, !Word.isLess(stack, below, below + 4), opcode);
            sp = below;
          }
          case FusedOpcode.PUSH1_ADD -> {
            if (sp < 4 || sp > LAST_FREE) {
              break loop;
            }
            Word.addLong(stack, at(sp) - 4, code[pc + 1] & 0xff);
            pc += 2;
          }
          case FusedOpcode.POP_POP -> {
            if (sp < 8) {
              break loop;
            }
            sp -= 8;
            pc += 1;
          }
          case FusedOpcode.SWAP_POP -> {
            int top = at(sp) - 4;
            int to = top - high(code, pc);
            if (to < 0) {
              break loop;
            }
            Word.copy(stack, top, to);
            sp = top;
            pc += 1;
          }
          case FusedOpcode.DUP_DUP -> {
            int next = at(sp);
            int first = next - high(code, pc);
            int second = next + 4 - low(code, pc);
            if (first < 0 || second < 0 || next > LAST_FREE - 4) {
              break loop;
            }
            Word.copy(stack, first, next);
            Word.copy(stack, second, next + 4);
            sp = next + 8;
            pc += 1;
          }
          case FusedOpcode.SWAP_SWAP -> {
            int top = at(sp) - 4;
            int first = high(code, pc);
            int second = low(code, pc);
            if (top < first || top < second) {
              break loop;
            }
            swap(stack, top, first);
            swap(stack, top, second);
            pc += 1;
          }
          case FusedOpcode.DUP_SWAP -> {
            int next = at(sp);
            int from = next - high(code, pc);
            int distance = low(code, pc);
            if (from < 0 || next < distance || next > LAST_FREE) {
              break loop;
            }
            Word.copy(stack, from, next);
            swap(stack, next, distance);
            sp = next + 4;
            pc += 1;
          }
          case FusedOpcode.SWAP_DUP -> {
            int next = at(sp);
            int distance = high(code, pc);
            int from = next - low(code, pc);
            if (next - 4 < distance || from < 0 || next > LAST_FREE) {
              break loop;
            }
            swap(stack, next - 4, distance);
            Word.copy(stack, from, next);
            sp = next + 4;
            pc += 1;
          }
          case FusedOpcode.PUSH1_PUSH1 -> {
            int next = at(sp);
            if (next > LAST_FREE - 4) {
              break loop;
            }
            Word.setLong(stack, next, code[pc + 1] & 0xff);
            Word.setLong(stack, next + 4, code[pc + 3] & 0xff);
            sp = next + 8;
            pc += 3;
          }
          case FusedOpcode.PUSH1_DUP -> {
            int next = at(sp);
            int from = next - (code[pc + 2] << 2);
            if (from < 0 || next > LAST_FREE - 4) {
              break loop;
            }
            Word.setLong(stack, next, code[pc + 1] & 0xff);
            Word.copy(stack, from, next + 4);
            sp = next + 8;
            pc += 2;
          }
          case FusedOpcode.PUSH1_SWAP -> {
            int next = at(sp);
            int from = next - (code[pc + 2] << 2) - 4;
            if (from < 0 || next > LAST_FREE) {
              break loop;
            }
            Word.copy(stack, from, next);
            Word.setLong(stack, from, code[pc + 1] & 0xff);
            sp = next + 4;
            pc += 2;
          }
          case FusedOpcode.DUP_ADD -> {
            int next = at(sp);
            int from = next - high(code, pc);
            if (from < 0 || next > LAST_FREE) {
              break loop;
            }
            Word.add(stack, from, next - 4, next - 4);
            pc += 1;
          }
          case FusedOpcode.SWAP1_SUB -> {
            if (sp < 8) {
              break loop;
            }
            int below = at(sp) - 8;
            Word.sub(stack, below, below + 4, below);
            sp = below + 4;
            pc += 1;
          }
          default -> {
            break loop;
          }
        }
        pc++;
        opcode = code[pc] & 0xff;
        gas -= prices[opcode];
        if (gas < 0) {
          break;
        }
      }
    } catch (IndexOutOfBoundsException e) {
      frame.pc = pc;
      frame.sp = sp;
      throw e;
    }
    frame.pc = pc;
    frame.sp = sp;
    frame.gas = gas;
    return opcode;
  }

  /// The destination of a fused jump.
  private static int target(byte[] code, int pc) {
    return (code[pc + 1] & 0xff) << 8 | (code[pc + 2] & 0xff);
  }

  /// The distance in limbs that the first instruction of a fused pair reaches down.
  private static int high(byte[] code, int pc) {
    return ((code[pc + 1] & 0xf0) >>> 2) + 4;
  }

  /// The same for the second.
  private static int low(byte[] code, int pc) {
    return ((code[pc + 1] & 0xf) << 2) + 4;
  }

  /// The last byte before the instruction that a fused conditional jump goes on with.
  private static int branch(byte[] code, int pc, boolean jumps, int opcode) {
    return jumps ? target(code, pc) - 1 : pc + (opcode & 7) - 1;
  }

  /// The stack pointer itself. The check, which never fails, makes it another value to the compiler
  /// in each instruction; otherwise the compiler computes what several instructions have in common
  /// (`sp - 4`, `sp - 8`) before the switch, for each to use from memory. Measured: 20 percent.
  private static int at(int sp) {
    return Objects.checkIndex(sp, Word.LIMBS * Frame.MAX_WORDS + 1);
  }

  private static void swap(long[] stack, int a, int distance) {
    int b = a - distance;
    long y0 = stack[b];
    long x3 = stack[a + 3];
    long x0 = stack[a];
    long x1 = stack[a + 1];
    long x2 = stack[a + 2];
    stack[a] = y0;
    stack[a + 1] = stack[b + 1];
    stack[a + 2] = stack[b + 2];
    stack[a + 3] = stack[b + 3];
    stack[b] = x0;
    stack[b + 1] = x1;
    stack[b + 2] = x2;
    stack[b + 3] = x3;
  }

  /// What is left where the price could not be paid. In an observed execution that is so for every
  /// instruction: it gets its gas back, is shown to the observer, and pays the true price.
  private static long look(Frame frame, long[] charged, int opcode, long gas) {
    Observer observer = frame.execution().observer();
    if (observer == null) {
      return gas;
    }
    frame.gas = gas + charged[opcode];
    observer.step(frame, opcode);
    // An opcode that does not exist costs nothing by itself; it takes all gas as it fails.
    if (charged[opcode] == InstructionTable.UNDEFINED) {
      return gas;
    }
    frame.gas -= frame.execution().table().staticGas()[opcode];
    return frame.gas;
  }

  /// Which rule of the stack an instruction broke; anything else is a defect of this program.
  private static Halt violation(Frame frame, IndexOutOfBoundsException cause) {
    InstructionTable table = frame.execution().table();
    int opcode = frame.code().padded()[frame.pc] & 0xff;
    int words = frame.sp / Word.LIMBS;
    if (words < table.taken(opcode)) {
      return Halt.STACK_UNDERFLOW;
    }
    if (words - table.taken(opcode) + table.left(opcode) > Frame.MAX_WORDS) {
      return Halt.STACK_OVERFLOW;
    }
    throw cause;
  }
}
