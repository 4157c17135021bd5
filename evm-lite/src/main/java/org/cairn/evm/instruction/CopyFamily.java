package org.cairn.evm.instruction;

import org.cairn.core.crypto.Keccak256;
import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// Instructions that move or hash ranges of bytes.
final class CopyFamily {
  private CopyFamily() {}

  /// Pushes the immediate that follows the instruction.
  static @Nullable Halt push(Frame frame, int lengthBytes) {
    Word.loadShort(frame.stack, frame.sp, frame.code.padded(), frame.pc + 1, lengthBytes);
    frame.sp += 4;
    frame.pc += lengthBytes;
    return null;
  }

  static @Nullable Halt inputCopy(Frame frame) {
    return copy(frame, new Frame.Source(frame.input, frame.inputOffset, frame.inputSize));
  }

  static @Nullable Halt codeCopy(Frame frame) {
    return copy(frame, new Frame.Source(frame.code.padded(), 0, frame.code.sizeBytes()));
  }

  private static @Nullable Halt copy(Frame frame, Frame.Source source) {
    int top = frame.sp - 4;
    long to = Word.saturated(frame.stack, top);
    long from = Word.saturated(frame.stack, top - 4);
    long size = Word.saturated(frame.stack, top - 8);
    if (!frame.chargeWords(3, size) || !frame.reach(to, size)) {
      return Halt.OUT_OF_GAS;
    }
    if (size > 0) {
      frame.copyPadded(to, source, from, size);
    }
    frame.sp -= 12;
    return null;
  }

  static @Nullable Halt returnDataCopy(Frame frame) {
    int top = frame.sp - 4;
    long to = Word.saturated(frame.stack, top);
    long from = Word.saturated(frame.stack, top - 4);
    long size = Word.saturated(frame.stack, top - 8);
    // EIP-211: reading past the end is an error, even of nothing.
    if (from > frame.returnSize || size > frame.returnSize - from) {
      return Halt.RETURN_DATA_OUT_OF_BOUNDS;
    }
    if (!frame.chargeWords(3, size) || !frame.reach(to, size)) {
      return Halt.OUT_OF_GAS;
    }
    if (size > 0) {
      System.arraycopy(
          frame.returnData, (int) from, frame.memory(), frame.memoryBase + (int) to, (int) size);
    }
    frame.sp -= 12;
    return null;
  }

  /// EIP-5656.
  static @Nullable Halt memoryCopy(Frame frame) {
    int top = frame.sp - 4;
    long to = Word.saturated(frame.stack, top);
    long from = Word.saturated(frame.stack, top - 4);
    long size = Word.saturated(frame.stack, top - 8);
    if (!frame.chargeWords(3, size) || !frame.reach(Math.max(to, from), size)) {
      return Halt.OUT_OF_GAS;
    }
    if (size > 0) {
      byte[] memory = frame.memory();
      int base = frame.memoryBase;
      System.arraycopy(memory, base + (int) from, memory, base + (int) to, (int) size);
    }
    frame.sp -= 12;
    return null;
  }

  static @Nullable Halt keccak(Frame frame) {
    int top = frame.sp - 4;
    long from = Word.saturated(frame.stack, top);
    long size = Word.saturated(frame.stack, top - 4);
    if (!frame.chargeWords(6, size) || !frame.reach(from, size)) {
      return Halt.OUT_OF_GAS;
    }
    byte[] digest = frame.execution.digest;
    int at = size == 0 ? 0 : frame.memoryBase + (int) from;
    Keccak256.digest(frame.memory(), at, (int) size, digest, 0);
    Word.load(frame.stack, top - 4, digest, 0);
    frame.sp -= 4;
    return null;
  }
}
