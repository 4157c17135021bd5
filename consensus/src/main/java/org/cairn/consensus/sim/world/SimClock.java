package org.cairn.consensus.sim.world;

/// A node's own idea of the time: the world's, run fast or slow, and set forward or back.
final class SimClock {
  private long baseMillis = World.GENESIS_MILLIS + World.CLOCK_MILLIS;
  private long sinceMillis;
  private int perMille = 1_000;

  void jump(long millis) {
    baseMillis = Math.max(World.GENESIS_MILLIS, baseMillis + millis);
  }

  void drift(long nowMillis, int newPerMille) {
    baseMillis = wallMillis(nowMillis);
    sinceMillis = nowMillis;
    perMille = newPerMille;
  }

  long wallMillis(long nowMillis) {
    return baseMillis + (nowMillis - sinceMillis) * perMille / 1_000;
  }

  /// How long the world has to wait until this clock has moved on by a duration.
  long worldMillis(long durationMillis) {
    return durationMillis * 1_000 / perMille;
  }
}
