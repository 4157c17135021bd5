package org.cairn.evm.trace;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.Log;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.Opcode;
import org.jspecify.annotations.Nullable;

/// Reads the log that an instruction is about to make.
public final class PendingLog {
  private static final long GAS_PER_BYTE = 8;

  private PendingLog() {}

  /// The log, or nothing when the instruction makes none or cannot pay for it.
  public static @Nullable Log of(Step step) {
    int topicCount = step.opcode() - Opcode.LOG0;
    if (topicCount < 0 || topicCount > Opcode.LOG4 - Opcode.LOG0) {
      return null;
    }
    if (step.stackSize() < 2 + topicCount) {
      return null;
    }
    UInt256 offset = step.word(0);
    UInt256 size = step.word(1);
    boolean payable = size.fitsLong() && size.limb0() <= step.gas() / GAS_PER_BYTE;
    if (!payable || !(size.isZero() || offset.fitsLong())) {
      return null;
    }
    List<Hash> topics = new ArrayList<>(topicCount);
    for (int i = 0; i < topicCount; i++) {
      topics.add(step.word(2 + i).toHash());
    }
    long from = size.isZero() ? 0 : offset.limb0();
    return new Log(step.address(), topics, step.memory(from, size.limb0()));
  }
}
