package org.cairn.evm.instruction;

/// How a call ended.
public enum Halt {
  STOP,
  RETURN,
  SELF_DESTRUCT,
  REVERT,
  OUT_OF_GAS,
  INVALID_OPCODE,
  STACK_UNDERFLOW,
  STACK_OVERFLOW,
  INVALID_JUMP,
  STATIC_VIOLATION,
  RETURN_DATA_OUT_OF_BOUNDS,
  INITCODE_TOO_LONG,
  CODE_TOO_LONG,
  CODE_STARTS_WITH_EF,
  CODE_DEPOSIT_OUT_OF_GAS,
  COLLISION,
  PRECOMPILE_FAILED,
  DEPTH_LIMIT,
  INSUFFICIENT_BALANCE,
  NONCE_AT_LIMIT;

  public boolean isSuccess() {
    return compareTo(SELF_DESTRUCT) <= 0;
  }

  /// Whether the call kept the gas it had not used: it succeeded, reverted, or never began.
  public boolean keepsGas() {
    return compareTo(REVERT) <= 0 || compareTo(DEPTH_LIMIT) >= 0;
  }
}
