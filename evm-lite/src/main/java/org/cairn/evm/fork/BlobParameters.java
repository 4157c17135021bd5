package org.cairn.evm.fork;

/// How many blobs a block aims at and may have, and how fast their price moves (EIP-7840).
public record BlobParameters(int target, int max, long baseFeeUpdateFraction) {
  /// EIP-4844.
  public static final BlobParameters CANCUN = new BlobParameters(3, 6, 3_338_477);

  /// EIP-7691.
  public static final BlobParameters PRAGUE = new BlobParameters(6, 9, 5_007_716);

  /// The first of Ethereum's blob-parameter-only forks (EIP-7892).
  public static final BlobParameters BPO1 = new BlobParameters(10, 15, 8_346_193);

  /// The second of Ethereum's blob-parameter-only forks.
  public static final BlobParameters BPO2 = new BlobParameters(14, 21, 11_684_671);

  /// @throws IllegalArgumentException when the numbers contradict one another
  public BlobParameters {
    if (target < 0 || max < target || max == 0 || baseFeeUpdateFraction <= 0) {
      throw new IllegalArgumentException(
          "blob parameters: target "
              + target
              + ", max "
              + max
              + ", fraction "
              + baseFeeUpdateFraction);
    }
  }

  /// What holds from a fork on until something else is scheduled.
  public static BlobParameters of(Fork fork) {
    return fork.isAtLeast(Fork.PRAGUE) ? PRAGUE : CANCUN;
  }
}
