package org.cairn.node.adapter;

import java.util.Objects;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BaseFee;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.rpc.port.FeeRules;

/// The fee arithmetic of the chain's forks, for RPC.
public final class FeesByFork implements FeeRules {
  /// EIP-7825.
  private static final long MAX_TRANSACTION_GAS = 1L << 24;

  private final ForkSchedule schedule;

  public FeesByFork(ForkSchedule schedule) {
    this.schedule = schedule;
  }

  private Rules rules(BlockHeader header) {
    return schedule.at(header);
  }

  @Override
  public Wei nextBaseFee(BlockHeader parent) {
    Rules next = schedule.at(parent.number() + 1, parent.timestampSeconds());
    return next.isAtLeast(Fork.LONDON) ? BaseFee.next(parent) : Wei.ZERO;
  }

  @Override
  public Wei blobBaseFee(BlockHeader header) {
    Long excess = header.excessBlobGas();
    return excess == null ? Wei.ZERO : BlobGas.baseFee(excess, rules(header).blobs());
  }

  @Override
  public Wei nextBlobBaseFee(BlockHeader parent) {
    Rules next = schedule.at(parent.number() + 1, parent.timestampSeconds());
    if (parent.excessBlobGas() == null || parent.blobGasUsed() == null) {
      return Wei.ZERO;
    }
    long excess =
        BlobGas.nextExcess(
            next,
            Objects.requireNonNull(parent.excessBlobGas()),
            Objects.requireNonNull(parent.blobGasUsed()),
            Objects.requireNonNull(parent.baseFeePerGas()));
    return BlobGas.baseFee(excess, next.blobs());
  }

  @Override
  public long maxBlobGas(BlockHeader header) {
    Rules rules = rules(header);
    return rules.isAtLeast(Fork.CANCUN) ? rules.blobs().max() * BlobGas.PER_BLOB : 0;
  }

  @Override
  public long maxTransactionGas(BlockHeader header) {
    return rules(header).isAtLeast(Fork.OSAKA)
        ? Math.min(MAX_TRANSACTION_GAS, header.gasLimit())
        : header.gasLimit();
  }
}
