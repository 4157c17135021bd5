package org.cairn.node.dev;

import org.jspecify.annotations.Nullable;

/// When the next blocks are: the machine's time and an offset, unless one time is fixed for the
/// next block or the distance of blocks is. Times always rise.
record BlockTime(long offsetSeconds, @Nullable Long exactSeconds, @Nullable Long intervalSeconds) {
  static final BlockTime REAL = new BlockTime(0, null, null);

  /// The furthest that a clock may be set: beyond it the sums of times would overflow.
  static final long MAX_SECONDS = 1L << 53;

  /// The time of the block after one of that time.
  long next(long nowSeconds, long parentSeconds) {
    if (exactSeconds != null) {
      return exactSeconds;
    }
    if (intervalSeconds != null) {
      return Math.addExact(parentSeconds, Math.max(1, intervalSeconds));
    }
    return Math.max(now(nowSeconds), Math.addExact(parentSeconds, 1));
  }

  /// What this clock shows.
  long now(long nowSeconds) {
    return Math.max(0, Math.addExact(nowSeconds, offsetSeconds));
  }

  /// What holds after a block was made: a time that was fixed for it shifts those to come.
  BlockTime after(long nowSeconds) {
    return exactSeconds == null
        ? this
        : new BlockTime(Math.subtractExact(exactSeconds, nowSeconds), null, intervalSeconds);
  }

  BlockTime shifted(long seconds) {
    return new BlockTime(Math.addExact(offsetSeconds, seconds), exactSeconds, intervalSeconds);
  }

  BlockTime exactly(long seconds) {
    return new BlockTime(offsetSeconds, seconds, intervalSeconds);
  }

  BlockTime every(@Nullable Long seconds) {
    return new BlockTime(offsetSeconds, exactSeconds, seconds);
  }
}
