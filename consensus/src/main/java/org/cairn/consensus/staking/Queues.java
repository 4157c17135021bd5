package org.cairn.consensus.staking;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What waits for its turn, each oldest first.
///
/// @param deposits that are in the chain but not credited yet
/// @param partials payouts of a part of a stake
/// @param consolidations stakes that move to another validator once they are withdrawable
/// @param exits indexes of validators that leave when churn allows
/// @param depositBudgetGwei what earlier epochs left for a first deposit larger than their churn
/// @param exitBudgetGwei the same for exits
public record Queues(
    HashedList<Deposit> deposits,
    HashedList<Partial> partials,
    HashedList<Consolidation> consolidations,
    HashedList<Integer> exits,
    long depositBudgetGwei,
    long exitBudgetGwei) {
  static Queues empty() {
    return of(List.of(), List.of(), List.of(), List.of(), 0, 0);
  }

  static Queues of(
      List<Deposit> deposits,
      List<Partial> partials,
      List<Consolidation> consolidations,
      List<Integer> exits,
      long depositBudgetGwei,
      long exitBudgetGwei) {
    return new Queues(
        HashedList.of(StakingCodec.DEPOSITS, deposits),
        HashedList.of(StakingCodec.PARTIALS, partials),
        HashedList.of(StakingCodec.CONSOLIDATIONS, consolidations),
        HashedList.of(StakingCodec.EXITS, exits),
        depositBudgetGwei,
        exitBudgetGwei);
  }

  /// A deposit as its request states it; nothing about it has been checked.
  public record Deposit(
      Bytes publicKey, Hash withdrawalCredentials, long amountGwei, Bytes signature) {}

  /// A payout that was asked for by the owner, due from an epoch on.
  public record Partial(int validator, long amountGwei, long withdrawableEpoch) {}

  /// The stake of the source shall become the target's.
  public record Consolidation(int source, int target) {}
}
