package org.cairn.evm.gas;

/// The price of memory: linear, with a quadratic part that keeps it small.
public final class MemoryGas {
  /// The most memory that a call can have; its price is above 2^41 gas, which no block allows.
  public static final long MAX_BYTES = 1L << 30;

  private MemoryGas() {}

  /// The price of that many words from none on.
  public static long ofWords(long words) {
    return 3 * words + words * words / 512;
  }

  /// The number of words that hold a number of bytes, itself at most [#MAX_BYTES].
  public static long words(long lengthBytes) {
    return (lengthBytes + 31) >>> 5;
  }
}
