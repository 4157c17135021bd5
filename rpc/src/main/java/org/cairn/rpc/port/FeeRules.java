package org.cairn.rpc.port;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Wei;

/// The fork-dependent arithmetic of fees. Pure.
public interface FeeRules {
  /// The base fee of the block after this one (EIP-1559); zero before London.
  Wei nextBaseFee(BlockHeader parent);

  /// The price of a unit of blob gas in this block (EIP-4844); zero before Cancun.
  Wei blobBaseFee(BlockHeader header);

  /// The price of a unit of blob gas in the block after this one.
  Wei nextBlobBaseFee(BlockHeader parent);

  /// The most blob gas that this block may use; zero before Cancun.
  long maxBlobGas(BlockHeader header);

  /// The most gas that a transaction of this block may have: 2^24 from Osaka on (EIP-7825), else
  /// the block's gas limit.
  long maxTransactionGas(BlockHeader header);
}
