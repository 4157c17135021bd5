package org.cairn.consensus.simplex;

/// The engine's durations and windows, all in milliseconds or views. `baseTimeoutMillis` is Δ0, the
/// assumed bound of a message's delay; `buildBudgetMillis` how long a leader may wait for
/// transactions and build; `execBudgetMillis` how long a block may take to execute; `jitterMillis`
/// differs from node to node.
public record EngineConfig(
    long baseTimeoutMillis,
    long buildBudgetMillis,
    long execBudgetMillis,
    long rebroadcastMillis,
    long jitterMillis,
    long fetchDelayMillis,
    long maxClockDriftMillis,
    int inactiveAfterViews) {

  /// The durations of a chain with this block interval.
  public static EngineConfig of(long baseTimeoutMillis, long blockIntervalMillis) {
    return new EngineConfig(
        baseTimeoutMillis,
        blockIntervalMillis,
        baseTimeoutMillis,
        1_000,
        0,
        Math.max(1, baseTimeoutMillis / 5),
        5_000,
        4);
  }

  public EngineConfig withJitterMillis(long jitter) {
    return new EngineConfig(
        baseTimeoutMillis,
        buildBudgetMillis,
        execBudgetMillis,
        rebroadcastMillis,
        jitter,
        fetchDelayMillis,
        maxClockDriftMillis,
        inactiveAfterViews);
  }
}
