package org.cairn.p2p.peer;

/// An allowance: so much at once, and so much a second in the long run. Time is an argument. Not
/// safe for several threads.
public final class TokenBucket {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long capacity;
  private final long nanosPerToken;
  private long tokens;
  private long refilledNanos;

  /// @throws IllegalArgumentException when one of the first two is not positive
  public TokenBucket(long capacity, long perSecond, long nowNanos) {
    if (capacity < 1 || perSecond < 1) {
      throw new IllegalArgumentException("capacity " + capacity + ", per second " + perSecond);
    }
    this.capacity = capacity;
    this.nanosPerToken = Math.max(1, NANOS_PER_SECOND / perSecond);
    this.tokens = capacity;
    this.refilledNanos = nowNanos;
  }

  /// Takes tokens; false, and none taken, when there are not enough.
  public boolean take(long count, long nowNanos) {
    long earned = (nowNanos - refilledNanos) / nanosPerToken;
    if (earned > 0) {
      tokens = Math.min(capacity, tokens + Math.min(earned, capacity));
      refilledNanos += earned * nanosPerToken;
    }
    if (tokens < count) {
      return false;
    }
    tokens -= count;
    return true;
  }
}
