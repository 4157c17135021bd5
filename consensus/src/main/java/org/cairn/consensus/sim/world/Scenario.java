package org.cairn.consensus.sim.world;

import java.util.List;
import org.cairn.consensus.sim.stake.StakePlan;
import org.cairn.consensus.simplex.EngineConfig;
import org.jspecify.annotations.Nullable;

/// Everything that a run depends on, beside the chances that its seed decides.
///
/// Honest validators among the `confused` find some blocks invalid that others find valid, as a
/// defect of their execution would make them.
///
/// With a plan of stake, stakes are Gwei and move by what blocks carry, and `epochs` only says how
/// long epochs are; without, they are weights.
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
    Epochs epochs,
    boolean realBls,
    long healMillis,
    long endMillis,
    @Nullable StakePlan staking) {
  /// A world in which stake does not move by blocks.
  public Scenario(
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
      Epochs epochs,
      boolean realBls,
      long healMillis,
      long endMillis) {
    this(
        seed,
        stakes,
        observers,
        corrupt,
        confused,
        latency,
        config,
        lossPercent,
        duplicatePercent,
        mishaps,
        epochs,
        realBls,
        healMillis,
        endMillis,
        null);
  }

  /// A validator that follows a strategy instead of the protocol.
  public record Corrupt(int validator, String strategy) {}

  /// How long epochs are, in blocks, and whether the last validator is out in every second one.
  /// Stakes change in every epoch, all in the same proportion.
  public record Epochs(long blocks, boolean lastComesAndGoes) {
    /// Longer than any run.
    public static final Epochs ONE = new Epochs(1_000_000, false);

    /// Who votes in an epoch, as a part of all.
    public int members(long epoch, int validators) {
      return lastComesAndGoes && epoch >= 2 && epoch % 2 == 1 ? validators - 1 : validators;
    }

    /// What the stakes of an epoch are multiplied with.
    public long factor(long epoch) {
      return epoch < 2 ? 1 : 1 + epoch % 3;
    }
  }

  public Scenario {
    stakes = List.copyOf(stakes);
    corrupt = List.copyOf(corrupt);
    confused = List.copyOf(confused);
    mishaps = List.copyOf(mishaps);
  }

  /// Validators of genesis and those who may join later, each with a key.
  public int keys() {
    return stakes.size() + (staking == null ? 0 : staking.joiners().size());
  }

  /// Those with a key, and observers.
  public int nodes() {
    return keys() + observers;
  }
}
