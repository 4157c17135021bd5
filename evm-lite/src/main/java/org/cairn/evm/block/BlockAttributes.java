package org.cairn.evm.block;

import java.util.List;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What a block to be built is given by the consensus layer and the proposer. The gas limit goes
/// from the parent's towards `gasLimitTarget` as far as one block may. Forks before Shanghai and
/// Cancun ignore the withdrawals and the beacon root.
public record BlockAttributes(
    long timestampSeconds,
    Address beneficiary,
    Hash prevRandao,
    Hash parentBeaconBlockRoot,
    List<Withdrawal> withdrawals,
    long gasLimitTarget,
    Bytes extraData) {
  /// @throws IllegalArgumentException when there are more than 32 bytes of extra data
  public BlockAttributes {
    withdrawals = List.copyOf(withdrawals);
    if (extraData.size() > HeaderCheck.MAX_EXTRA_DATA_BYTES) {
      throw new IllegalArgumentException("extra data of " + extraData.size() + " bytes");
    }
  }
}
