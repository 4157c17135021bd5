package org.cairn.evm.fork;

/// Byte values of the interpreter's own for short sequences of instructions that compilers emit all
/// the time. No fork defines them, and they occur in no code but the copy that the interpreter
/// works on; there they stand in place of the first instruction, and what they need to know is in
/// the two bytes behind, which nothing else reads.
///
/// A sequence ends or begins at a JUMPDEST, contains no instruction that can see gas or leave the
/// frame, and costs the sum of its parts. In every conditional jump the low three bits of the value
/// are the length of the sequence in bytes.
public final class FusedOpcode {
  public static final int FIRST = 0xb0;
  public static final int LAST = 0xef;

  /// PUSH, JUMP and the JUMPDEST there.
  public static final int JUMP_TO = 0xb0;

  public static final int PUSH1_ADD = 0xb1;
  public static final int POP_POP = 0xb2;

  /// PUSH, JUMPI.
  public static final int JUMPI_3 = 0xb3;

  public static final int JUMPI_4 = 0xb4;
  public static final int SWAP_POP = 0xb6;
  public static final int DUP_DUP = 0xb7;
  public static final int SWAP_SWAP = 0xb8;
  public static final int DUP_SWAP = 0xb9;
  public static final int SWAP_DUP = 0xba;
  public static final int PUSH1_PUSH1 = 0xbb;

  /// ISZERO, PUSH, JUMPI.
  public static final int ISZERO_JUMPI_4 = 0xbc;

  public static final int ISZERO_JUMPI_5 = 0xbd;
  public static final int PUSH1_DUP = 0xbe;
  public static final int PUSH1_SWAP = 0xbf;
  public static final int DUP_ADD = 0xc0;
  public static final int SWAP1_SUB = 0xc1;

  /// JUMP and the JUMPDEST there.
  public static final int JUMP_ON = 0xc2;

  /// POP, JUMP and the JUMPDEST there.
  public static final int POP_JUMP_ON = 0xc3;

  /// EQ, PUSH, JUMPI.
  public static final int EQ_JUMPI_4 = 0xc4;

  public static final int EQ_JUMPI_5 = 0xc5;

  /// LT, ISZERO, PUSH, JUMPI.
  public static final int NOT_LT_JUMPI_5 = 0xcd;

  public static final int NOT_LT_JUMPI_6 = 0xce;

  /// GT, ISZERO, PUSH, JUMPI.
  public static final int NOT_GT_JUMPI_5 = 0xd5;

  public static final int NOT_GT_JUMPI_6 = 0xd6;

  private FusedOpcode() {}

  public static boolean isFused(int opcode) {
    return opcode >= FIRST && opcode <= LAST;
  }

  /// Adds the prices of the sequences to a fork's prices.
  static void price(long[] gas) {
    long push = gas[Opcode.PUSH1];
    long pop = gas[Opcode.POP];
    long jump = gas[Opcode.JUMP] + gas[Opcode.JUMPDEST];
    long jumpi = push + gas[Opcode.JUMPI];
    gas[JUMP_TO] = push + jump;
    gas[PUSH1_ADD] = push + gas[Opcode.ADD];
    gas[POP_POP] = 2 * pop;
    gas[JUMPI_3] = jumpi;
    gas[JUMPI_4] = jumpi;
    gas[SWAP_POP] = gas[Opcode.SWAP1] + pop;
    gas[DUP_DUP] = 2 * gas[Opcode.DUP1];
    gas[SWAP_SWAP] = 2 * gas[Opcode.SWAP1];
    gas[DUP_SWAP] = gas[Opcode.DUP1] + gas[Opcode.SWAP1];
    gas[SWAP_DUP] = gas[DUP_SWAP];
    gas[PUSH1_PUSH1] = 2 * push;
    gas[ISZERO_JUMPI_4] = gas[Opcode.ISZERO] + jumpi;
    gas[ISZERO_JUMPI_5] = gas[ISZERO_JUMPI_4];
    gas[PUSH1_DUP] = push + gas[Opcode.DUP1];
    gas[PUSH1_SWAP] = push + gas[Opcode.SWAP1];
    gas[DUP_ADD] = gas[Opcode.DUP1] + gas[Opcode.ADD];
    gas[SWAP1_SUB] = gas[Opcode.SWAP1] + gas[Opcode.SUB];
    gas[JUMP_ON] = jump;
    gas[POP_JUMP_ON] = pop + jump;
    gas[EQ_JUMPI_4] = gas[Opcode.EQ] + jumpi;
    gas[EQ_JUMPI_5] = gas[EQ_JUMPI_4];
    gas[NOT_LT_JUMPI_5] = gas[Opcode.LT] + gas[Opcode.ISZERO] + jumpi;
    gas[NOT_LT_JUMPI_6] = gas[NOT_LT_JUMPI_5];
    gas[NOT_GT_JUMPI_5] = gas[Opcode.GT] + gas[Opcode.ISZERO] + jumpi;
    gas[NOT_GT_JUMPI_6] = gas[NOT_GT_JUMPI_5];
  }
}
