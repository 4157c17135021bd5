package org.cairn.rpc.port;

import java.util.List;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What the endpoint tells of stake, as it is after the last final block. Amounts are Gwei. From
/// any thread.
public interface StakeView {
  /// A validator; epochs that are not fixed yet are absent.
  ///
  /// @param turn what it did in the current epoch; absent when it does not vote in it
  record Staker(
      int index,
      Bytes publicKey,
      Hash withdrawalCredentials,
      String status,
      boolean slashed,
      long balanceGwei,
      long effectiveGwei,
      @Nullable Long activationEpoch,
      @Nullable Long exitEpoch,
      @Nullable Long withdrawableEpoch,
      @Nullable Turn turn) {}

  /// What a validator did in the epoch that runs, of how many certificates there were, and the next
  /// views that it leads in it.
  record Turn(long votes, long certificates, long proposed, long missed, List<Long> nextViews) {}

  /// An epoch whose validators are fixed.
  record EpochSet(
      long epoch,
      long firstBlock,
      long lastBlock,
      Hash setRoot,
      long totalWeight,
      List<Member> members) {}

  record Member(int index, Bytes publicKey, long weight) {}

  /// Where all stake came from and went to since genesis.
  record Totals(
      long genesisGwei,
      long depositedGwei,
      long issuedGwei,
      long penaltiesGwei,
      long slashedGwei,
      long forfeitedGwei,
      long withdrawnGwei,
      long heldGwei,
      Hash stateRoot) {}

  /// What an epoch brought to one of its validators.
  record Earnings(
      int index,
      long votes,
      long proposed,
      long missed,
      long voteRewardGwei,
      long proposalRewardGwei,
      long penaltyGwei) {}

  /// The account of an epoch that is over.
  record Rewards(long epoch, long potGwei, long certificates, List<Earnings> earnings) {}

  List<Staker> validators();

  /// The validator at an index, or nothing.
  @Nullable Staker validator(long index);

  /// The validator with a key, or nothing.
  @Nullable Staker validator(Bytes publicKey);

  /// The epoch of the next block.
  long currentEpoch();

  /// An epoch, or nothing when its validators are not fixed yet.
  @Nullable EpochSet epoch(long epoch);

  Totals totals();

  /// The account of an epoch, or nothing while it runs.
  @Nullable Rewards rewards(long epoch);

  /// Takes a signed exit and passes it on; why not, or nothing when that is done.
  @Nullable String submitExit(long epoch, long validatorIndex, Bytes signature);
}
