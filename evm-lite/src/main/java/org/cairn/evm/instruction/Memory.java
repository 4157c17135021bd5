package org.cairn.evm.instruction;

import java.util.Arrays;

/// The memory of all calls of a transaction, one behind the other in one array: a call's memory
/// begins where its caller's ends and is given up when it returns.
final class Memory {
  private static final int INITIAL_BYTES = 1 << 14;

  /// What is kept between transactions at most.
  private static final int KEPT_BYTES = 1 << 22;

  private byte[] bytes = new byte[INITIAL_BYTES];

  byte[] bytes() {
    return bytes;
  }

  /// Makes a range exist and hold zeros.
  void clear(int from, int to) {
    if (to > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(2L * bytes.length, to)));
    }
    Arrays.fill(bytes, from, to, (byte) 0);
  }

  /// Gives up an array that one transaction made large.
  void trim() {
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
  }
}
