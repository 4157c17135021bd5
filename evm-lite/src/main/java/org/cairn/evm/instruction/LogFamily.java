package org.cairn.evm.instruction;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.evm.word.Word;
import org.jspecify.annotations.Nullable;

/// LOG0 to LOG4.
final class LogFamily {
  private static final long DATA_BYTE = 8;

  private LogFamily() {}

  static @Nullable Halt log(Frame frame, int topicCount) {
    if (frame.isStatic) {
      return Halt.STATIC_VIOLATION;
    }
    int top = frame.sp - 4;
    long from = Word.saturated(frame.stack, top);
    long size = Word.saturated(frame.stack, top - 4);
    if (!frame.reach(from, size) || !frame.charge(DATA_BYTE * size)) {
      return Halt.OUT_OF_GAS;
    }
    List<Hash> topics = new ArrayList<>(topicCount);
    for (int i = 0; i < topicCount; i++) {
      byte[] topic = new byte[Hash.SIZE_BYTES];
      Word.store(frame.stack, top - 8 - 4 * i, topic, 0);
      topics.add(Hash.wrap(topic));
    }
    Bytes data =
        size == 0
            ? Bytes.EMPTY
            : Bytes.copy(frame.memory(), frame.memoryBase + (int) from, (int) size);
    frame.execution.world.log(new Log(frame.self.address(), topics, data));
    frame.sp -= 8 + 4 * topicCount;
    return null;
  }
}
