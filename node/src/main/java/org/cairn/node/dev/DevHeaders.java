package org.cairn.node.dev;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Headers that stand for what no header says.
final class DevHeaders {
  private DevHeaders() {}

  /// The head as the pool is to see it: with the gas limit of the next block, and with its base fee
  /// where one is set.
  static BlockHeader forPool(BlockHeader head, @Nullable Wei nextBaseFee, long gasLimit) {
    if (nextBaseFee == null && gasLimit == head.gasLimit()) {
      return head;
    }
    return new BlockHeader(
        head.parentHash(),
        head.ommersHash(),
        head.beneficiary(),
        head.stateRoot(),
        head.transactionsRoot(),
        head.receiptsRoot(),
        head.logsBloom(),
        head.difficulty(),
        head.number(),
        gasLimit,
        head.gasUsed(),
        head.timestampSeconds(),
        head.extraData(),
        head.prevRandao(),
        head.nonce(),
        nextBaseFee == null ? head.baseFeePerGas() : nextBaseFee,
        head.withdrawalsRoot(),
        head.blobGasUsed(),
        head.excessBlobGas(),
        head.parentBeaconBlockRoot(),
        head.requestsHash());
  }
}
