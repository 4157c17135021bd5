package org.cairn.consensus.sim.world;

import java.util.List;
import java.util.SplittableRandom;

/// How long messages travel. Each link has a base delay for the whole run; each message may add
/// some.
public sealed interface Latency {
  /// Every message takes exactly this long, and nodes take no time to compute or flush.
  record Constant(long millis) implements Latency {}

  /// Links have a base between the two; messages add up to half of it, never beyond the maximum.
  record Uniform(long minMillis, long maxMillis) implements Latency {}

  /// Most messages take the mean or so, a few take many times that, up to the maximum.
  record HeavyTail(long meanMillis, long maxMillis) implements Latency {}

  /// One-way delays from node (row) to node (column), the same for every message.
  record Matrix(List<List<Long>> millis) implements Latency {
    public Matrix {
      millis = millis.stream().map(List::copyOf).toList();
    }
  }

  /// The longest delay there can be (δ).
  default long maxMillis() {
    return switch (this) {
      case Constant(long millis) -> millis;
      case Uniform(_, long max) -> max;
      case HeavyTail(_, long max) -> max;
      case Matrix(var rows) ->
          rows.stream().flatMap(List::stream).mapToLong(Long::longValue).max().orElse(0);
    };
  }

  /// Whether only the network takes time: runs that measure the protocol itself.
  default boolean isIdeal() {
    return this instanceof Constant || this instanceof Matrix;
  }

  /// The base delays of links.
  default long[][] links(int nodes, SplittableRandom random) {
    long[][] base = new long[nodes][nodes];
    for (int from = 0; from < nodes; from++) {
      for (int to = 0; to < nodes; to++) {
        base[from][to] =
            switch (this) {
              case Constant(long millis) -> millis;
              case Uniform(long min, long max) -> min + random.nextLong(max - min + 1);
              case HeavyTail(long mean, _) -> Math.max(1, mean / 2);
              case Matrix(var rows) -> rows.get(from).get(to);
            };
      }
    }
    return base;
  }

  /// The delay of one message on a link.
  default long draw(long baseMillis, SplittableRandom random) {
    return switch (this) {
      case Constant _, Matrix _ -> baseMillis;
      case Uniform(_, long max) ->
          Math.min(max, baseMillis + random.nextLong(Math.max(1, baseMillis / 2) + 1));
      case HeavyTail(long mean, long max) -> {
        double tail = -Math.log(1 - random.nextDouble()) * mean / 2;
        long rare = random.nextInt(50) == 0 ? 4 : 1;
        yield Math.min(max, baseMillis + rare * (long) tail);
      }
    };
  }
}
