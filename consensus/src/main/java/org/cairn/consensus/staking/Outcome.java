package org.cairn.consensus.staking;

import org.jspecify.annotations.Nullable;

/// What a block comes to.
public sealed interface Outcome {
  /// The state after the block; with the epoch's account when the block was its last.
  record Applied(StakingState state, @Nullable EpochReport report) implements Outcome {}

  /// The block breaks a rule of staking, which its proposer could have known.
  record Refused(String reason) implements Outcome {}
}
