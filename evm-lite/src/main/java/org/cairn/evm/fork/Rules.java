package org.cairn.evm.fork;

/// The rules of one block. The tables follow from the fork.
public record Rules(long chainId, Fork fork, BlobParameters blobs) {
  public static Rules of(long chainId, Fork fork) {
    return new Rules(chainId, fork, BlobParameters.of(fork));
  }

  public boolean isAtLeast(Fork other) {
    return fork.isAtLeast(other);
  }

  public GasSchedule gas() {
    return GasSchedule.of(fork);
  }
}
