package org.cairn.evm.code;

import org.cairn.evm.fork.FusedOpcode;
import org.cairn.evm.fork.Opcode;

/// Makes the copy of a code that the interpreter works on, with [FusedOpcode]s in place of the
/// sequences they stand for.
///
/// All that is fused exists in every fork. Only a JUMPDEST can be jumped to, and none is inside a
/// sequence, so the bytes behind a fused opcode are never read as instructions. Bytes of the code
/// that happen to be those of fused opcodes become [#UNDEFINED].
final class Fusion {
  /// A byte that no fork defines.
  static final byte UNDEFINED = 0x0c;

  private final byte[] source;
  private final byte[] fused;
  private final long[] destinations;

  private Fusion(byte[] source, long[] destinations) {
    this.source = source;
    this.fused = source.clone();
    this.destinations = destinations;
  }

  /// The copy; the source is padded so that no instruction reaches past its end.
  static byte[] fuse(byte[] source, int sizeBytes, long[] destinations) {
    Fusion fusion = new Fusion(source, destinations);
    int pc = 0;
    while (pc < sizeBytes) {
      int length = fusion.fuseAt(pc);
      if (length == 0) {
        int opcode = fusion.at(pc);
        if (FusedOpcode.isFused(opcode)) {
          fusion.fused[pc] = UNDEFINED;
        }
        length = isPush(opcode) ? opcode - Opcode.PUSH1 + 2 : 1;
      }
      pc += length;
    }
    return fusion.fused;
  }

  private static boolean isPush(int opcode) {
    return opcode >= Opcode.PUSH1 && opcode <= Opcode.PUSH32;
  }

  private static boolean isDup(int opcode) {
    return opcode >= Opcode.DUP1 && opcode <= Opcode.DUP16;
  }

  private static boolean isSwap(int opcode) {
    return opcode >= Opcode.SWAP1 && opcode <= Opcode.SWAP16;
  }

  private int at(int pc) {
    return pc < source.length ? source[pc] & 0xff : 0;
  }

  /// Fuses what begins there and returns its length in bytes, 0 when nothing does.
  private int fuseAt(int pc) {
    int opcode = at(pc);
    int next = at(pc + 1);
    if (isDup(opcode)) {
      return isDup(next)
          ? pair(pc, FusedOpcode.DUP_DUP)
          : isSwap(next)
              ? pair(pc, FusedOpcode.DUP_SWAP)
              : next == Opcode.ADD ? pair(pc, FusedOpcode.DUP_ADD) : 0;
    }
    if (isSwap(opcode)) {
      return isDup(next)
          ? pair(pc, FusedOpcode.SWAP_DUP)
          : isSwap(next)
              ? pair(pc, FusedOpcode.SWAP_SWAP)
              : next == Opcode.POP
                  ? pair(pc, FusedOpcode.SWAP_POP)
                  : opcode == Opcode.SWAP1 && next == Opcode.SUB
                      ? pair(pc, FusedOpcode.SWAP1_SUB)
                      : 0;
    }
    return switch (opcode) {
      case Opcode.PUSH1 -> fusePush1(pc);
      case Opcode.PUSH1 + 1 -> fuseJump(pc);
      case Opcode.ISZERO -> conditional(pc, 1, FusedOpcode.ISZERO_JUMPI_4);
      case Opcode.EQ -> conditional(pc, 1, FusedOpcode.EQ_JUMPI_4);
      case Opcode.LT -> next == Opcode.ISZERO ? conditional(pc, 2, FusedOpcode.NOT_LT_JUMPI_5) : 0;
      case Opcode.GT -> next == Opcode.ISZERO ? conditional(pc, 2, FusedOpcode.NOT_GT_JUMPI_5) : 0;
      case Opcode.POP ->
          next == Opcode.POP
              ? pair(pc, FusedOpcode.POP_POP)
              : next == Opcode.JUMP ? pair(pc, FusedOpcode.POP_JUMP_ON) : 0;
      case Opcode.JUMP -> put(pc, FusedOpcode.JUMP_ON, 1);
      default -> 0;
    };
  }

  private int fusePush1(int pc) {
    int jump = fuseJump(pc);
    if (jump != 0) {
      return jump;
    }
    int next = at(pc + 2);
    int opcode =
        next == Opcode.ADD
            ? FusedOpcode.PUSH1_ADD
            : isDup(next)
                ? FusedOpcode.PUSH1_DUP
                : isSwap(next)
                    ? FusedOpcode.PUSH1_SWAP
                    : next == Opcode.PUSH1 ? FusedOpcode.PUSH1_PUSH1 : 0;
    if (opcode == 0) {
      return 0;
    }
    if (opcode == FusedOpcode.PUSH1_PUSH1) {
      // The second may be part of a jump, which saves more.
      int after = at(pc + 4);
      return after == Opcode.JUMP || after == Opcode.JUMPI ? 0 : put(pc, opcode, 4);
    }
    fused[pc + 2] = (byte) (next & 0xf);
    return put(pc, opcode, 3);
  }

  /// A PUSH with a jump to a place that can be jumped to.
  private int fuseJump(int pc) {
    int length = isPush(at(pc)) ? at(pc) - Opcode.PUSH1 + 2 : 0;
    if (at(pc + length) == Opcode.JUMP && target(pc) >= 0) {
      putTarget(pc, target(pc));
      return put(pc, FusedOpcode.JUMP_TO, length + 1);
    }
    return conditional(pc, 0, FusedOpcode.JUMPI_3);
  }

  /// A conditional jump whose condition takes some bytes before its PUSH; `shorter` is its opcode
  /// with PUSH1, and the one after that with PUSH2.
  private int conditional(int pc, int conditionBytes, int shorter) {
    int push = pc + conditionBytes;
    int pushBytes = at(push) - Opcode.PUSH1 + 2;
    if ((pushBytes != 2 && pushBytes != 3)
        || at(push + pushBytes) != Opcode.JUMPI
        || target(push) < 0) {
      return 0;
    }
    putTarget(pc, target(push));
    return put(pc, shorter + pushBytes - 2, conditionBytes + pushBytes + 1);
  }

  /// Where PUSH1 or PUSH2 points to, or -1 when that is no destination.
  private int target(int push) {
    int opcode = at(push);
    int target =
        opcode == Opcode.PUSH1
            ? at(push + 1)
            : opcode == Opcode.PUSH1 + 1 ? at(push + 1) << 8 | at(push + 2) : -1;
    boolean valid =
        target >= 0
            && target >>> 6 < destinations.length
            && (destinations[target >>> 6] >>> target & 1) != 0;
    return valid ? target : -1;
  }

  private void putTarget(int pc, int target) {
    fused[pc + 1] = (byte) (target >>> 8);
    fused[pc + 2] = (byte) target;
  }

  /// Two instructions of one byte, whose low digits are what they need to know.
  private int pair(int pc, int opcode) {
    fused[pc + 1] = (byte) ((at(pc) & 0xf) << 4 | (at(pc + 1) & 0xf));
    return put(pc, opcode, 2);
  }

  private int put(int pc, int opcode, int lengthBytes) {
    fused[pc] = (byte) opcode;
    return lengthBytes;
  }
}
