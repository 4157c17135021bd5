package org.cairn.consensus.sim;

import org.cairn.consensus.crypto.Watermark;

/// A watermark that survives the crashes of a simulated node.
public final class MemoryWatermark implements Watermark {
  private long leasedView = -1;

  @Override
  public long leasedView() {
    return leasedView;
  }

  @Override
  public void lease(long view) {
    leasedView = view;
  }
}
