package org.cairn.genesis.spec;

/// EIP-7840: how many blobs a block aims at and may have, and how fast their price moves.
public record BlobParameters(int target, int max, long baseFeeUpdateFraction) {
  static final BlobParameters CANCUN = new BlobParameters(3, 6, 3_338_477);
  static final BlobParameters PRAGUE = new BlobParameters(6, 9, 5_007_716);

  /// @throws IllegalArgumentException when the target exceeds the maximum or the fraction is zero
  public BlobParameters {
    if (target < 0 || max < target || baseFeeUpdateFraction <= 0) {
      throw new IllegalArgumentException(
          "not a blob schedule: target %d, max %d, baseFeeUpdateFraction %d"
              .formatted(target, max, baseFeeUpdateFraction));
    }
  }
}
