package org.cairn.evm.block;

/// How far a block's gas limit may be from its parent's.
final class GasLimits {
  static final long MIN = 5_000;
  private static final long BOUND_DIVISOR = 1_024;

  private GasLimits() {}

  static boolean isAllowed(long parentLimit, long limit) {
    return Math.abs(limit - parentLimit) < parentLimit / BOUND_DIVISOR && limit >= MIN;
  }

  /// The allowed limit that is nearest to the one wished for.
  static long towards(long parentLimit, long wished) {
    long step = Math.max(parentLimit / BOUND_DIVISOR - 1, 0);
    return Math.max(MIN, Math.clamp(wished, parentLimit - step, parentLimit + step));
  }
}
