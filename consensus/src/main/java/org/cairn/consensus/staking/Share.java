package org.cairn.consensus.staking;

import java.math.BigInteger;

/// Products and quotients of amounts, exact in between and rounded down at the end.
final class Share {
  private Share() {}

  /// amount · part / whole, for a part that is at most the whole.
  static long of(long amount, long part, long whole) {
    long product = amount * part;
    if (Math.multiplyHigh(amount, part) == 0 && product >= 0) {
      return product / whole;
    }
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(part))
        .divide(BigInteger.valueOf(whole))
        .longValueExact();
  }
}
