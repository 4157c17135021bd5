package org.cairn.core.staking;

/// The rules of stake that a chain chooses in its specification. Amounts are Gwei, a coin is 10^9
/// of them; times are epochs.
///
/// @param epochLengthBlocks blocks with one validator set
/// @param incrementGwei what one unit of voting weight stands for; effective balances are multiples
/// @param minStakeGwei what a validator needs to be activated, and the most that counts for one
///   with credentials of type 1; below half of it a validator has to leave
/// @param maxStakeGwei the most that counts for a validator with credentials of type 2
/// @param churn how fast stake may come and go
/// @param exits how leaving works
/// @param rewards what is issued
/// @param penalties what is taken
public record StakingParameters(
    long epochLengthBlocks,
    long incrementGwei,
    long minStakeGwei,
    long maxStakeGwei,
    Churn churn,
    Exits exits,
    Rewards rewards,
    Penalties penalties) {
  public static final long GWEI_PER_COIN = 1_000_000_000L;
  public static final long DEFAULT_MIN_STAKE_GWEI = 32 * GWEI_PER_COIN;
  public static final long DEFAULT_MAX_STAKE_GWEI = 2048 * GWEI_PER_COIN;

  /// Sums of all stakes stay below this, so that they are exact in a `long` with room to add.
  public static final long MAX_TOTAL_GWEI = 1L << 62;

  /// Weights stay exact in every language that reads numbers as doubles. The rest to 2^53 is for
  /// effective balances that stand, by hysteresis, up to a quarter increment above the balance.
  public static final long MAX_TOTAL_WEIGHT = (1L << 53) - 4096;

  /// About a century of one-hour epochs.
  private static final long MAX_EPOCHS = 1_000_000;

  private static final long MILLION = 1_000_000;

  /// How much stake may be activated, and as much again may leave, in one epoch: a share of all
  /// stake, but at least `minGwei`. `depositsPerEpoch` bounds the signatures to verify.
  public record Churn(long minGwei, long quotient, int depositsPerEpoch) {
    public static final Churn DEFAULT = new Churn(128 * GWEI_PER_COIN, 2048, 64);
    private static final int MAX_DEPOSITS = 4096;

    /// @throws IllegalArgumentException when a value is out of range
    public Churn {
      within("minChurnGwei", minGwei, 1, MAX_TOTAL_GWEI);
      within("churnQuotient", quotient, 1, MAX_TOTAL_GWEI);
      within("depositsPerEpoch", depositsPerEpoch, 1, MAX_DEPOSITS);
    }

    /// What may come, or go, within an epoch at that total stake.
    public long limitGwei(long totalGwei) {
      return Math.max(minGwei, totalGwei / quotient);
    }
  }

  /// Stake is paid out `delayEpochs` after its validator has left, and can be slashed for what was
  /// signed up to `evidenceWindowEpochs` before. Exits wait while they would leave fewer than
  /// `minValidators`.
  public record Exits(
      long delayEpochs, long evidenceWindowEpochs, int withdrawalsPerBlock, int minValidators) {
    /// Three weeks of one-hour epochs.
    public static final Exits DEFAULT = new Exits(504, 504, 16, 1);

    private static final int MAX_WITHDRAWALS_PER_BLOCK = 1024;

    /// @throws IllegalArgumentException when a value is out of range, or stake would be gone before
    ///   evidence can reach it
    public Exits {
      within("withdrawalDelayEpochs", delayEpochs, 1, MAX_EPOCHS);
      within("evidenceWindowEpochs", evidenceWindowEpochs, 1, MAX_EPOCHS);
      within("withdrawalsPerBlock", withdrawalsPerBlock, 1, MAX_WITHDRAWALS_PER_BLOCK);
      within("minValidators", minValidators, 1, 4096);
      if (delayEpochs < evidenceWindowEpochs) {
        throw new IllegalArgumentException(
            "withdrawalDelayEpochs %d is below evidenceWindowEpochs %d: stake would leave before"
                    .formatted(delayEpochs, evidenceWindowEpochs)
                + " evidence can reach it");
      }
    }
  }

  /// In a year a chain with the stake S issues `ratePpm` millionths of the square root of S times
  /// `referenceStakeGwei`, so at that stake just that rate; zero issues nothing. Of it,
  /// `proposerSharePercent` go to proposers, the rest to voters. A validator that is found in
  /// `fullParticipationPercent` of the certificates has its whole share, as certificates end with
  /// the signature that makes the quorum.
  public record Rewards(
      long ratePpm,
      long referenceStakeGwei,
      int proposerSharePercent,
      int fullParticipationPercent) {
    public static final Rewards DEFAULT = new Rewards(20_000, 10_000_000L * GWEI_PER_COIN, 12, 50);

    /// @throws IllegalArgumentException when a value is out of range
    public Rewards {
      within("issuanceRatePpm", ratePpm, 0, MILLION);
      within("issuanceReferenceStakeGwei", referenceStakeGwei, 1, MAX_TOTAL_GWEI);
      within("proposerSharePercent", proposerSharePercent, 0, 100);
      within("fullParticipationPercent", fullParticipationPercent, 1, 100);
    }

    /// The same at another rate.
    public Rewards withRatePpm(long other) {
      return new Rewards(other, referenceStakeGwei, proposerSharePercent, fullParticipationPercent);
    }
  }

  /// What a missed slot costs (billionths of the stake), what a double vote costs at once
  /// (millionths), by how much more than its share of the stake slashed with it an offender loses
  /// in the end, after how many missed slots without a sign of life a validator is left out, and
  /// which part of the stake that can happen to in one epoch: who slows honest validators down
  /// needs epochs to be rid of them, and is seen.
  ///
  /// @param lightOffencePpm for two notarized blocks in one view, which endanger no final block
  /// @param graveOffencePpm for the other three
  /// @param absentQuotient that part of the stake, but at least one validator
  public record Penalties(
      long missedSlotPpb,
      long lightOffencePpm,
      long graveOffencePpm,
      int correlationMultiplier,
      long absentSlots,
      long absentQuotient) {
    public static final Penalties DEFAULT = new Penalties(2_000, 1_000, 50_000, 3, 32, 8);

    /// @throws IllegalArgumentException when a value is out of range
    public Penalties {
      within("missedSlotPenaltyPpb", missedSlotPpb, 0, MILLION);
      within("lightOffencePenaltyPpm", lightOffencePpm, 0, MILLION);
      within("graveOffencePenaltyPpm", graveOffencePpm, 0, MILLION);
      within("correlationMultiplier", correlationMultiplier, 0, 100);
      within("absentSlots", absentSlots, 1, MILLION);
      within("absentQuotient", absentQuotient, 1, MILLION);
    }
  }

  /// @throws IllegalArgumentException when a value is out of range
  public StakingParameters {
    within("epochLengthBlocks", epochLengthBlocks, 1, Integer.MAX_VALUE);
    within("stakeIncrementGwei", incrementGwei, 1, MAX_TOTAL_GWEI);
    within("minStakeGwei", minStakeGwei, incrementGwei, MAX_TOTAL_GWEI);
    within("maxStakeGwei", maxStakeGwei, minStakeGwei, MAX_TOTAL_GWEI);
  }

  /// The defaults at an epoch length and an increment.
  public static StakingParameters of(long epochLengthBlocks, long incrementGwei) {
    return new StakingParameters(
        epochLengthBlocks,
        incrementGwei,
        Math.max(DEFAULT_MIN_STAKE_GWEI, incrementGwei),
        Math.max(DEFAULT_MAX_STAKE_GWEI, incrementGwei),
        Churn.DEFAULT,
        Exits.DEFAULT,
        Rewards.DEFAULT,
        Penalties.DEFAULT);
  }

  /// The same with other rewards.
  public StakingParameters with(Rewards others) {
    return new StakingParameters(
        epochLengthBlocks,
        incrementGwei,
        minStakeGwei,
        maxStakeGwei,
        churn,
        exits,
        others,
        penalties);
  }

  /// The epoch of a block. Block 0 is nobody's.
  public long epochOf(long height) {
    return (height - 1) / epochLengthBlocks;
  }

  /// Whether the block is the last of its epoch.
  public boolean endsEpoch(long height) {
    return height % epochLengthBlocks == 0;
  }

  /// The most that a stake counts for with these credentials.
  public long maxEffectiveGwei(WithdrawalCredentials credentials) {
    return credentials.compounding() ? maxStakeGwei : minStakeGwei;
  }

  /// What of a balance counts: whole increments, up to the most.
  public long effectiveGwei(long balanceGwei, WithdrawalCredentials credentials) {
    long most = maxEffectiveGwei(credentials);
    return Math.min(balanceGwei - balanceGwei % incrementGwei, most - most % incrementGwei);
  }

  /// A validator whose effective balance is below this has to leave.
  public long ejectionGwei() {
    return minStakeGwei / 2;
  }

  /// The most that all stakes together may come to.
  public long maxTotalGwei() {
    return incrementGwei >= MAX_TOTAL_GWEI / MAX_TOTAL_WEIGHT
        ? MAX_TOTAL_GWEI
        : incrementGwei * MAX_TOTAL_WEIGHT;
  }

  private static void within(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s is not between %d and %d: %d".formatted(name, min, max, value));
    }
  }
}
