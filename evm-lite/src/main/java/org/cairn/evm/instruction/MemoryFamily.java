package org.cairn.evm.instruction;

import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// Accesses to memory. The interpreter's loop does those itself that need no more memory than there
/// is.
final class MemoryFamily {
  private MemoryFamily() {}

  static @Nullable Halt load(Frame frame) {
    int top = frame.sp - 4;
    long offset = Word.saturated(frame.stack, top);
    if (!frame.reach(offset, Word.SIZE_BYTES)) {
      return Halt.OUT_OF_GAS;
    }
    Word.load(frame.stack, top, frame.memory(), frame.memoryBase + (int) offset);
    return null;
  }

  static @Nullable Halt store(Frame frame) {
    int top = frame.sp - 4;
    long offset = Word.saturated(frame.stack, top);
    if (!frame.reach(offset, Word.SIZE_BYTES)) {
      return Halt.OUT_OF_GAS;
    }
    Word.store(frame.stack, top - 4, frame.memory(), frame.memoryBase + (int) offset);
    frame.sp -= 8;
    return null;
  }

  static @Nullable Halt store8(Frame frame) {
    int top = frame.sp - 4;
    long offset = Word.saturated(frame.stack, top);
    if (!frame.reach(offset, 1)) {
      return Halt.OUT_OF_GAS;
    }
    frame.memory()[frame.memoryBase + (int) offset] = (byte) frame.stack[top - 4];
    frame.sp -= 8;
    return null;
  }
}
