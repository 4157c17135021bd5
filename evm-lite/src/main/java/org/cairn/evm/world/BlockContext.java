package org.cairn.evm.world;

import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.Rules;

/// What a block fixes for its transactions. `prevRandao` is the difficulty before Paris; fees that
/// the fork does not know are zero.
public record BlockContext(
    Rules rules,
    long number,
    long timestampSeconds,
    long gasLimit,
    Address beneficiary,
    UInt256 prevRandao,
    Wei baseFeePerGas,
    Wei blobBaseFee,
    BlockHashes hashes) {
  /// The same with another price of blob gas.
  public BlockContext withBlobBaseFee(Wei price) {
    return new BlockContext(
        rules,
        number,
        timestampSeconds,
        gasLimit,
        beneficiary,
        prevRandao,
        baseFeePerGas,
        price,
        hashes);
  }
}
