package org.cairn.evm.trace;

import org.cairn.evm.fork.Opcode;
import org.cairn.evm.instruction.Halt;

/// How a call ended, in the words that clients know.
public final class HaltText {
  private HaltText() {}

  /// Nothing but the empty text for a success. `opcode` is the instruction that ended the call; it
  /// only matters when there is no such instruction.
  public static String of(Halt halt, int opcode) {
    return switch (halt) {
      case STOP, RETURN, SELF_DESTRUCT -> "";
      case REVERT -> "execution reverted";
      case OUT_OF_GAS -> "out of gas";
      case INVALID_OPCODE ->
          opcode == Opcode.INVALID
              ? "invalid opcode: INVALID"
              : "invalid opcode: opcode 0x%x not defined".formatted(opcode);
      case STACK_UNDERFLOW -> "stack underflow";
      case STACK_OVERFLOW -> "stack limit reached 1024";
      case INVALID_JUMP -> "invalid jump destination";
      case STATIC_VIOLATION -> "write protection";
      case RETURN_DATA_OUT_OF_BOUNDS -> "return data out of bounds";
      case INITCODE_TOO_LONG -> "max initcode size exceeded";
      case CODE_TOO_LONG -> "max code size exceeded";
      case CODE_STARTS_WITH_EF -> "invalid code: must not begin with 0xef";
      case CODE_DEPOSIT_OUT_OF_GAS -> "contract creation code storage out of gas";
      case COLLISION -> "contract address collision";
      case PRECOMPILE_FAILED -> "precompile failed";
      case DEPTH_LIMIT -> "max call depth exceeded";
      case INSUFFICIENT_BALANCE -> "insufficient balance for transfer";
      case NONCE_AT_LIMIT -> "nonce uint64 overflow";
    };
  }
}
