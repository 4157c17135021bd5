package org.cairn.evm.interpreter;

import org.cairn.evm.fork.InstructionTable;
import org.cairn.evm.fork.Opcode;
import org.cairn.evm.instruction.Frame;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.instruction.Instructions;
import org.cairn.evm.instruction.Observer;
import org.cairn.evm.word.Division;
import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// One switch over the opcodes.
///
/// `run` is longer than the house allows, as the JIT compiles a method as one unit: program
/// counter, stack pointer and gas stay in registers only when the whole loop is one method. It must
/// stay under 8000 JVM bytecodes, beyond which HotSpot never compiles a method; a test holds it
/// there. Opcodes that are rare, or slow by themselves, go to [Instructions].
///
/// No instruction tests the stack: a missing operand or a full stack fails the bounds check of the
/// array, and `violation` finds out which of the two it was. Opcodes that the fork does not have
/// cost more gas than there can be.
final class Dispatch {
  private Dispatch() {}

  /// Runs the frame until it ends, or until it waits for its child: then nothing.
  static @Nullable Halt run(Frame frame, long[] staticGas) {
    final long[] stack = frame.stack;
    final byte[] code = frame.code().padded();
    final long[] destinations = frame.code().jumpDestinations();
    int pc = frame.pc;
    int sp = frame.sp;
    long gas = frame.gas;
    try {
      while (true) {
        int opcode = code[pc] & 0xff;
        gas -= staticGas[opcode];
        if (gas < 0) {
          frame.pc = pc;
          frame.sp = sp;
          gas = look(frame, staticGas, opcode, gas);
          if (gas < 0) {
            return staticGas[opcode] == InstructionTable.UNDEFINED
                ? Halt.INVALID_OPCODE
                : Halt.OUT_OF_GAS;
          }
        }
        switch (opcode) {
          case Opcode.STOP -> {
            frame.gas = gas;
            return Halt.STOP;
          }
          case Opcode.ADD -> sp = Word.add(stack, sp);
          case Opcode.MUL -> sp = Word.mul(stack, sp);
          case Opcode.SUB -> sp = Word.sub(stack, sp);
          case Opcode.DIV -> sp = Division.div(stack, sp, frame.scratch);
          case Opcode.SDIV -> sp = Division.sdiv(stack, sp, frame.scratch);
          case Opcode.MOD -> sp = Division.mod(stack, sp, frame.scratch);
          case Opcode.SMOD -> sp = Division.smod(stack, sp, frame.scratch);
          case Opcode.ADDMOD -> sp = Division.addmod(stack, sp, frame.scratch);
          case Opcode.MULMOD -> sp = Division.mulmod(stack, sp, frame.scratch);
          case Opcode.EXP -> {
            int bytes = (Word.bitLength(stack, sp - 8) + 7) >>> 3;
            gas -= bytes * frame.execution().expByteGas();
            if (gas < 0) {
              frame.gas = gas;
              return Halt.OUT_OF_GAS;
            }
            sp = Word.exp(stack, sp, frame.scratch);
          }
          case Opcode.SIGNEXTEND -> sp = Word.signExtend(stack, sp);
          case Opcode.LT -> sp = Word.lt(stack, sp);
          case Opcode.GT -> sp = Word.gt(stack, sp);
          case Opcode.SLT -> sp = Word.slt(stack, sp);
          case Opcode.SGT -> sp = Word.sgt(stack, sp);
          case Opcode.EQ -> sp = Word.eq(stack, sp);
          case Opcode.ISZERO -> Word.isZero(stack, sp);
          case Opcode.AND -> sp = Word.and(stack, sp);
          case Opcode.OR -> sp = Word.or(stack, sp);
          case Opcode.XOR -> sp = Word.xor(stack, sp);
          case Opcode.NOT -> Word.not(stack, sp);
          case Opcode.BYTE -> sp = Word.byteAt(stack, sp);
          case Opcode.SHL -> sp = Word.shl(stack, sp);
          case Opcode.SHR -> sp = Word.shr(stack, sp);
          case Opcode.SAR -> sp = Word.sar(stack, sp);
          case Opcode.CLZ -> Word.clz(stack, sp);
          case Opcode.ADDRESS -> {
            Word.loadAddress(stack, sp, frame.address().shared(), 0);
            sp += 4;
          }
          case Opcode.CALLER -> {
            Word.loadAddress(stack, sp, frame.caller().shared(), 0);
            sp += 4;
          }
          case Opcode.CALLVALUE -> {
            frame.putValue(sp);
            sp += 4;
          }
          case Opcode.CALLDATALOAD -> frame.loadInput(sp - 4);
          case Opcode.CALLDATASIZE -> {
            Word.setLong(stack, sp, frame.inputSize());
            sp += 4;
          }
          case Opcode.CODESIZE -> {
            Word.setLong(stack, sp, frame.code().sizeBytes());
            sp += 4;
          }
          case Opcode.RETURNDATASIZE -> {
            Word.setLong(stack, sp, frame.returnSize());
            sp += 4;
          }
          case Opcode.POP -> {
            if (sp == 0) {
              return Halt.STACK_UNDERFLOW;
            }
            sp -= 4;
          }
          case Opcode.MLOAD -> {
            long offset = Word.saturated(stack, sp - 4);
            if (offset > frame.memorySize - 32) {
              gas = frame.grow(gas, offset, 32);
              if (gas < 0) {
                return Halt.OUT_OF_GAS;
              }
            }
            Word.load(stack, sp - 4, frame.memory(), frame.memoryBase + (int) offset);
          }
          case Opcode.MSTORE -> {
            long offset = Word.saturated(stack, sp - 4);
            if (offset > frame.memorySize - 32) {
              gas = frame.grow(gas, offset, 32);
              if (gas < 0) {
                return Halt.OUT_OF_GAS;
              }
            }
            Word.store(stack, sp - 8, frame.memory(), frame.memoryBase + (int) offset);
            sp -= 8;
          }
          case Opcode.MSTORE8 -> {
            long offset = Word.saturated(stack, sp - 4);
            if (offset >= frame.memorySize) {
              gas = frame.grow(gas, offset, 1);
              if (gas < 0) {
                return Halt.OUT_OF_GAS;
              }
            }
            frame.memory()[frame.memoryBase + (int) offset] = (byte) stack[sp - 8];
            sp -= 8;
          }
          case Opcode.JUMP -> {
            long target = Word.saturated(stack, sp - 4);
            if (!isDestination(destinations, target)) {
              return Halt.INVALID_JUMP;
            }
            sp -= 4;
            pc = (int) target;
            continue;
          }
          case Opcode.JUMPI -> {
            boolean jumps = !Word.isZeroAt(stack, sp - 8);
            if (jumps && !isDestination(destinations, Word.saturated(stack, sp - 4))) {
              return Halt.INVALID_JUMP;
            }
            if (jumps) {
              pc = (int) stack[sp - 4];
              sp -= 8;
              continue;
            }
            sp -= 8;
          }
          case Opcode.PC -> {
            Word.setLong(stack, sp, pc);
            sp += 4;
          }
          case Opcode.MSIZE -> {
            Word.setLong(stack, sp, frame.memorySize);
            sp += 4;
          }
          case Opcode.GAS -> {
            Word.setLong(stack, sp, gas);
            sp += 4;
          }
          case Opcode.JUMPDEST -> {}
          case Opcode.PUSH0 -> {
            Word.setLong(stack, sp, 0);
            sp += 4;
          }
          case Opcode.PUSH1 -> {
            Word.setLong(stack, sp, code[pc + 1] & 0xff);
            sp += 4;
            pc += 1;
          }
          case Opcode.PUSH1 + 1 -> {
            Word.setLong(stack, sp, (code[pc + 1] & 0xff) << 8 | (code[pc + 2] & 0xff));
            sp += 4;
            pc += 2;
          }
          case 0x62,
              0x63,
              0x64,
              0x65,
              0x66,
              0x67,
              0x68,
              0x69,
              0x6a,
              0x6b,
              0x6c,
              0x6d,
              0x6e,
              0x6f,
              0x70,
              0x71,
              0x72,
              0x73,
              0x74,
              0x75,
              0x76,
              0x77,
              0x78,
              0x79,
              0x7a,
              0x7b,
              0x7c,
              0x7d,
              0x7e,
              0x7f -> {
            int bytes = opcode - Opcode.PUSH1 + 1;
            Word.loadShort(stack, sp, code, pc + 1, bytes);
            sp += 4;
            pc += bytes;
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
            int from = sp - 4 * (opcode - Opcode.DUP1 + 1);
            stack[sp] = stack[from];
            stack[sp + 1] = stack[from + 1];
            stack[sp + 2] = stack[from + 2];
            stack[sp + 3] = stack[from + 3];
            sp += 4;
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
              swap(stack, sp - 4, sp - 4 * (opcode - Opcode.SWAP1 + 2));
          default -> {
            frame.sp = sp;
            frame.gas = gas;
            Halt halt = Instructions.execute(opcode, frame);
            if (halt != null) {
              return halt;
            }
            if (frame.child() != null) {
              frame.pc = pc + 1;
              return null;
            }
            sp = frame.sp;
            gas = frame.gas;
          }
        }
        pc++;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      return violation(frame, code[pc] & 0xff, sp, e);
    }
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

  private static boolean isDestination(long[] destinations, long target) {
    long index = target >>> 6;
    return index < destinations.length && (destinations[(int) index] >>> target & 1) != 0;
  }

  private static void swap(long[] stack, int a, int b) {
    long x0 = stack[a];
    long x1 = stack[a + 1];
    long x2 = stack[a + 2];
    long x3 = stack[a + 3];
    stack[a] = stack[b];
    stack[a + 1] = stack[b + 1];
    stack[a + 2] = stack[b + 2];
    stack[a + 3] = stack[b + 3];
    stack[b] = x0;
    stack[b + 1] = x1;
    stack[b + 2] = x2;
    stack[b + 3] = x3;
  }

  /// Which rule of the stack an instruction broke; anything else is a defect of this program.
  private static Halt violation(
      Frame frame, int opcode, int sp, ArrayIndexOutOfBoundsException cause) {
    InstructionTable table = frame.execution().table();
    int words = sp / Word.LIMBS;
    if (words < table.taken(opcode)) {
      return Halt.STACK_UNDERFLOW;
    }
    if (words - table.taken(opcode) + table.left(opcode) > Frame.MAX_WORDS) {
      return Halt.STACK_OVERFLOW;
    }
    throw cause;
  }
}
