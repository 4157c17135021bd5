package org.cairn.consensus.staking;

import java.util.List;

/// What an epoch brought to whom, and who voted how much.
///
/// @param potGwei what could be earned in all
/// @param activated indexes of validators that enter the set of the epoch after the next
/// @param exited the same for those that leave it
public record EpochReport(
    long epoch,
    long potGwei,
    long certificates,
    List<Earnings> earnings,
    List<Integer> activated,
    List<Integer> exited) {
  public EpochReport {
    earnings = List.copyOf(earnings);
    activated = List.copyOf(activated);
    exited = List.copyOf(exited);
  }

  /// One validator's part.
  public record Earnings(
      int validator,
      long votes,
      long proposed,
      long missed,
      long voteRewardGwei,
      long proposalRewardGwei,
      long penaltyGwei) {}
}
