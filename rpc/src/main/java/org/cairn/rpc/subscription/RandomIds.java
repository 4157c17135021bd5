package org.cairn.rpc.subscription;

import java.security.SecureRandom;

/// Names of filters and subscriptions. They are random, as whoever knows one can read and remove
/// it, and quantities without leading zeros, as some clients parse them into numbers and back.
final class RandomIds {
  private final SecureRandom random = new SecureRandom();

  String next() {
    long high = random.nextLong() | Long.MIN_VALUE;
    return "0x" + Long.toHexString(high) + "%016x".formatted(random.nextLong());
  }
}
