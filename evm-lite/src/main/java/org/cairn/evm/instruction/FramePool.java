package org.cairn.evm.instruction;

import java.util.ArrayList;
import java.util.List;

/// The frames and the memory that calls run in, kept from one transaction to the next. One thread
/// owns a pool and runs one execution at a time in it.
public final class FramePool {
  /// EIP-150 keeps real call trees shallow; deeper frames are not kept.
  private static final int KEPT_FRAMES = 32;

  private final List<Frame> frames = new ArrayList<>();
  private final Memory memory = new Memory();

  Memory memory() {
    return memory;
  }

  /// The frame of a depth, the outermost call being 0.
  public Frame at(int depth) {
    while (frames.size() <= depth) {
      frames.add(new Frame(frames.size()));
    }
    return frames.get(depth);
  }

  /// Gives up what an unusual transaction needed.
  public void trim() {
    memory.trim();
    while (frames.size() > KEPT_FRAMES) {
      Frame _ = frames.removeLast();
    }
  }
}
