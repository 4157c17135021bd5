package org.cairn.evm.instruction;

import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// Instructions that tell about the call that the frame carries out.
final class CallDataFamily {
  private CallDataFamily() {}

  static @Nullable Halt address(Frame frame) {
    Word.loadAddress(frame.stack, frame.sp, frame.self.address().shared(), 0);
    return pushed(frame);
  }

  static @Nullable Halt caller(Frame frame) {
    Word.loadAddress(frame.stack, frame.sp, frame.caller.shared(), 0);
    return pushed(frame);
  }

  static @Nullable Halt value(Frame frame) {
    frame.put(frame.sp, frame.value);
    return pushed(frame);
  }

  /// Replaces the top word, an offset into the input, by the 32 bytes there.
  static @Nullable Halt load(Frame frame) {
    int top = frame.sp - 4;
    long from = Word.saturated(frame.stack, top);
    if (from >= frame.inputSize) {
      Word.setLong(frame.stack, top, 0);
    } else {
      int at = frame.inputOffset + (int) from;
      Word.loadPadded(frame.stack, top, frame.input, at, frame.inputOffset + frame.inputSize);
    }
    return null;
  }

  static @Nullable Halt codeSize(Frame frame) {
    return push(frame, frame.code.sizeBytes());
  }

  private static @Nullable Halt push(Frame frame, int number) {
    Word.setLong(frame.stack, frame.sp, number);
    return pushed(frame);
  }

  private static @Nullable Halt pushed(Frame frame) {
    frame.sp += 4;
    return null;
  }
}
