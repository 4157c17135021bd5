package org.cairn.consensus.staking;

import java.math.BigInteger;
import org.cairn.core.staking.StakingParameters;

/// How much an epoch issues: in a year rate · √(stake · reference stake), so that the yield of one
/// coin falls with the root of all stake, as on Ethereum. By time, not by blocks: a chain with
/// faster blocks issues no more. A chain that stood still is not paid for it.
final class RewardCurve {
  static final long MILLIS_PER_YEAR = 31_556_952_000L;

  /// Time that one block can be paid for.
  static final long MAX_MILLIS_PER_BLOCK = 10_000;

  private RewardCurve() {}

  static long potGwei(StakingParameters parameters, long stakeGwei, long elapsedMillis) {
    StakingParameters.Rewards rewards = parameters.rewards();
    long mostMillis = parameters.epochLengthBlocks() * MAX_MILLIS_PER_BLOCK;
    long paidMillis = Math.max(0, Math.min(elapsedMillis, mostMillis));
    BigInteger root =
        BigInteger.valueOf(stakeGwei)
            .multiply(BigInteger.valueOf(rewards.referenceStakeGwei()))
            .sqrt();
    BigInteger pot =
        root.multiply(BigInteger.valueOf(rewards.ratePpm()))
            .multiply(BigInteger.valueOf(paidMillis))
            .divide(BigInteger.valueOf(OffenceRules.MILLION))
            .divide(BigInteger.valueOf(MILLIS_PER_YEAR));
    // No epoch doubles the stake, and no chain issues beyond what amounts can hold.
    return pot.min(BigInteger.valueOf(stakeGwei)).longValueExact();
  }
}
