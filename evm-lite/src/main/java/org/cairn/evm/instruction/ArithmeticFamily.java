package org.cairn.evm.instruction;

import org.cairn.evm.word.Division;
import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// Arithmetic that takes longer than leaving the interpreter's loop for it.
final class ArithmeticFamily {
  private ArithmeticFamily() {}

  static @Nullable Halt div(Frame frame) {
    frame.sp = Division.div(frame.stack, frame.sp, frame.scratch);
    return null;
  }

  static @Nullable Halt sdiv(Frame frame) {
    frame.sp = Division.sdiv(frame.stack, frame.sp, frame.scratch);
    return null;
  }

  static @Nullable Halt mod(Frame frame) {
    frame.sp = Division.mod(frame.stack, frame.sp, frame.scratch);
    return null;
  }

  static @Nullable Halt smod(Frame frame) {
    frame.sp = Division.smod(frame.stack, frame.sp, frame.scratch);
    return null;
  }

  static @Nullable Halt addmod(Frame frame) {
    frame.sp = Division.addmod(frame.stack, frame.sp, frame.scratch);
    return null;
  }

  static @Nullable Halt mulmod(Frame frame) {
    frame.sp = Division.mulmod(frame.stack, frame.sp, frame.scratch);
    return null;
  }

  static @Nullable Halt exp(Frame frame) {
    int bytes = (Word.bitLength(frame.stack, frame.sp - 8) + 7) >>> 3;
    if (!frame.charge(bytes * frame.execution.gas.expByte)) {
      return Halt.OUT_OF_GAS;
    }
    frame.sp = Word.exp(frame.stack, frame.sp, frame.scratch);
    return null;
  }

  static @Nullable Halt signExtend(Frame frame) {
    frame.sp = Word.signExtend(frame.stack, frame.sp);
    return null;
  }

  static @Nullable Halt byteAt(Frame frame) {
    frame.sp = Word.byteAt(frame.stack, frame.sp);
    return null;
  }

  static @Nullable Halt sar(Frame frame) {
    frame.sp = Word.sar(frame.stack, frame.sp);
    return null;
  }

  static @Nullable Halt clz(Frame frame) {
    Word.clz(frame.stack, frame.sp);
    return null;
  }
}
