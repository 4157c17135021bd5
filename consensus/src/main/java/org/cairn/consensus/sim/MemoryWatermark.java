package org.cairn.consensus.sim;

import org.cairn.consensus.crypto.Watermark;
import org.cairn.consensus.message.Round;

/// A watermark that survives the crashes of a simulated node.
public final class MemoryWatermark implements Watermark {
  private Round leased = Round.START;

  @Override
  public Round leased() {
    return leased;
  }

  @Override
  public void lease(Round round) {
    leased = round;
  }
}
