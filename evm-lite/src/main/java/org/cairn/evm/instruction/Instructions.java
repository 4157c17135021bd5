package org.cairn.evm.instruction;

import org.cairn.evm.fork.Opcode;
import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// The second-level dispatch: instructions that are called too seldom, or cost too much by
/// themselves, to lie in the interpreter's loop.
public final class Instructions {
  private Instructions() {}

  /// Runs an instruction on the frame, whose `sp` and `gas` are up to date before and after. How
  /// the frame ended, or nothing when it goes on; it goes on with its child when it has one.
  public static @Nullable Halt execute(int opcode, Frame frame) {
    return switch (opcode) {
      case Opcode.STOP -> Halt.STOP;
      case Opcode.DIV -> ArithmeticFamily.div(frame);
      case Opcode.SDIV -> ArithmeticFamily.sdiv(frame);
      case Opcode.MOD -> ArithmeticFamily.mod(frame);
      case Opcode.SMOD -> ArithmeticFamily.smod(frame);
      case Opcode.ADDMOD -> ArithmeticFamily.addmod(frame);
      case Opcode.MULMOD -> ArithmeticFamily.mulmod(frame);
      case Opcode.EXP -> ArithmeticFamily.exp(frame);
      case Opcode.SIGNEXTEND -> ArithmeticFamily.signExtend(frame);
      case Opcode.BYTE -> ArithmeticFamily.byteAt(frame);
      case Opcode.SAR -> ArithmeticFamily.sar(frame);
      case Opcode.CLZ -> ArithmeticFamily.clz(frame);
      case Opcode.ADDRESS -> CallDataFamily.address(frame);
      case Opcode.CALLER -> CallDataFamily.caller(frame);
      case Opcode.CALLVALUE -> CallDataFamily.value(frame);
      case Opcode.CALLDATALOAD -> CallDataFamily.load(frame);
      case Opcode.CODESIZE -> CallDataFamily.codeSize(frame);
      case Opcode.POP -> Halt.STACK_UNDERFLOW;
      case Opcode.MLOAD -> MemoryFamily.load(frame);
      case Opcode.MSTORE -> MemoryFamily.store(frame);
      case Opcode.MSTORE8 -> MemoryFamily.store8(frame);
      case Opcode.JUMP, Opcode.JUMPI -> Halt.INVALID_JUMP;
      case Opcode.KECCAK256 -> CopyFamily.keccak(frame);
      case Opcode.BALANCE -> AccountFamily.balance(frame);
      case Opcode.ORIGIN -> BlockFamily.origin(frame);
      case Opcode.CALLDATACOPY -> CopyFamily.inputCopy(frame);
      case Opcode.CODECOPY -> CopyFamily.codeCopy(frame);
      case Opcode.GASPRICE -> BlockFamily.gasPrice(frame);
      case Opcode.EXTCODESIZE -> AccountFamily.codeSize(frame);
      case Opcode.EXTCODECOPY -> AccountFamily.codeCopy(frame);
      case Opcode.RETURNDATACOPY -> CopyFamily.returnDataCopy(frame);
      case Opcode.EXTCODEHASH -> AccountFamily.codeHash(frame);
      case Opcode.BLOCKHASH -> BlockFamily.blockHash(frame);
      case Opcode.COINBASE -> BlockFamily.beneficiary(frame);
      case Opcode.TIMESTAMP -> BlockFamily.timestamp(frame);
      case Opcode.NUMBER -> BlockFamily.number(frame);
      case Opcode.PREVRANDAO -> BlockFamily.prevRandao(frame);
      case Opcode.GASLIMIT -> BlockFamily.gasLimit(frame);
      case Opcode.CHAINID -> BlockFamily.chainId(frame);
      case Opcode.SELFBALANCE -> AccountFamily.selfBalance(frame);
      case Opcode.BASEFEE -> BlockFamily.baseFee(frame);
      case Opcode.BLOBHASH -> BlockFamily.blobHash(frame);
      case Opcode.BLOBBASEFEE -> BlockFamily.blobBaseFee(frame);
      case Opcode.SLOAD -> StorageFamily.load(frame);
      case Opcode.SSTORE -> StorageFamily.store(frame);
      case Opcode.TLOAD -> StorageFamily.transientLoad(frame);
      case Opcode.TSTORE -> StorageFamily.transientStore(frame);
      case Opcode.MCOPY -> CopyFamily.memoryCopy(frame);
      case Opcode.LOG0, Opcode.LOG0 + 1, Opcode.LOG0 + 2, Opcode.LOG0 + 3, Opcode.LOG4 ->
          LogFamily.log(frame, opcode - Opcode.LOG0);
      case Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL, Opcode.STATICCALL ->
          CallFamily.call(frame, opcode);
      case Opcode.CREATE -> CreateFamily.create(frame, false);
      case Opcode.CREATE2 -> CreateFamily.create(frame, true);
      case Opcode.RETURN -> returnOutput(frame, Halt.RETURN);
      case Opcode.REVERT -> returnOutput(frame, Halt.REVERT);
      case Opcode.SELFDESTRUCT -> CreateFamily.selfDestruct(frame);
      default -> CopyFamily.push(frame, opcode - Opcode.PUSH1 + 1);
    };
  }

  private static Halt returnOutput(Frame frame, Halt halt) {
    int top = frame.sp - 4;
    long offset = Word.saturated(frame.stack, top);
    long size = Word.saturated(frame.stack, top - 4);
    if (!frame.reach(offset, size)) {
      return Halt.OUT_OF_GAS;
    }
    frame.outputOffset = size == 0 ? 0 : (int) offset;
    frame.outputSize = (int) size;
    return halt;
  }
}
