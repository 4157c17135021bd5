package org.cairn.evm.block;

import java.util.List;
import org.cairn.core.block.Withdrawal;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// What a simulated block is to have. What is absent follows from its parent; a base fee that is
/// absent is zero unless the simulation validates.
public record BlockDraft(
    long number,
    long timestampSeconds,
    @Nullable Long gasLimit,
    @Nullable Address beneficiary,
    @Nullable Hash prevRandao,
    @Nullable UInt256 difficulty,
    @Nullable Wei baseFeePerGas,
    @Nullable Wei blobBaseFee,
    @Nullable Hash parentBeaconBlockRoot,
    List<Withdrawal> withdrawals) {
  public BlockDraft {
    withdrawals = List.copyOf(withdrawals);
  }
}
