package org.cairn.consensus.sim.world;

import java.util.List;
import org.cairn.consensus.simplex.EngineConfig;

/// Everything that a run depends on, beside the chances that its seed decides.
///
/// Honest validators among the `confused` find some blocks invalid that others find valid, as a
/// defect of their execution would make them.
///
/// Until `healMillis` messages get lost and mishaps happen; after it only the corrupt go on.
public record Scenario(
    long seed,
    List<Long> stakes,
    int observers,
    List<Corrupt> corrupt,
    List<Integer> confused,
    Latency latency,
    EngineConfig config,
    int lossPercent,
    int duplicatePercent,
    List<Mishap> mishaps,
    boolean realBls,
    long healMillis,
    long endMillis) {
  /// A validator that follows a strategy instead of the protocol.
  public record Corrupt(int validator, String strategy) {}

  public Scenario {
    stakes = List.copyOf(stakes);
    corrupt = List.copyOf(corrupt);
    confused = List.copyOf(confused);
    mishaps = List.copyOf(mishaps);
  }

  /// Validators and observers.
  public int nodes() {
    return stakes.size() + observers;
  }
}
