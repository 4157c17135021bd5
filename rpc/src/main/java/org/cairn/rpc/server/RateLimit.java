package org.cairn.rpc.server;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.cairn.rpc.subscription.Caller;

/// How many calls a client may make: a bucket for each address that fills with a steady rate and
/// holds what comes in ten seconds. Only the addresses that called last are remembered; a forgotten
/// one has a full bucket.
final class RateLimit {
  private static final int MAX_CLIENTS = 10_000;
  private static final int BURST_SECONDS = 10;
  private static final double NANOS_A_SECOND = 1e9;

  private static final class Bucket {
    double calls;
    long filledNanos;
  }

  private final int callsPerSecond;
  private final LongSupplier nanoTime;

  /// Guarded by itself; in the order of use.
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  /// @param callsPerSecond 0 for no limit
  RateLimit(int callsPerSecond, LongSupplier nanoTime) {
    this.callsPerSecond = callsPerSecond;
    this.nanoTime = nanoTime;
  }

  /// Takes one call from the client's bucket; false when it is empty.
  boolean take(String client) {
    if (callsPerSecond == 0 || client.equals(Caller.NOBODY)) {
      return true;
    }
    long nowNanos = nanoTime.getAsLong();
    synchronized (buckets) {
      Bucket bucket = buckets.get(client);
      if (bucket == null) {
        bucket = new Bucket();
        bucket.calls = (double) callsPerSecond * BURST_SECONDS;
        bucket.filledNanos = nowNanos;
        buckets.put(client, bucket);
        if (buckets.size() > MAX_CLIENTS) {
          Iterator<String> oldest = buckets.keySet().iterator();
          var _ = oldest.next();
          oldest.remove();
        }
      }
      double filled = (nowNanos - bucket.filledNanos) / NANOS_A_SECOND * callsPerSecond;
      bucket.calls = Math.min((double) callsPerSecond * BURST_SECONDS, bucket.calls + filled);
      bucket.filledNanos = nowNanos;
      if (bucket.calls < 1) {
        return false;
      }
      bucket.calls--;
      return true;
    }
  }
}
