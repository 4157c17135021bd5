package org.cairn.node.stake;

import org.cairn.consensus.staking.EpochReport;
import org.cairn.consensus.staking.StakingState;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Stake after a block, with its root, and with the epoch's account when the block was its last.
public record Staked(StakingState state, Hash root, @Nullable EpochReport report) {
  public static Staked of(StakingState state, @Nullable EpochReport report) {
    return new Staked(state, state.root(), report);
  }
}
