package org.cairn.node.dev;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.FeeRules;

/// The chain's fee arithmetic, and the base fee that was set for the next block.
record DevFees(FeeRules rules, DevChain chain) implements FeeRules {
  @Override
  public Wei nextBaseFee(BlockHeader parent) {
    Wei set = chain.plan().baseFee();
    return set != null && parent.number() == chain.view().head().number()
        ? set
        : rules.nextBaseFee(parent);
  }

  @Override
  public Wei blobBaseFee(BlockHeader header) {
    return rules.blobBaseFee(header);
  }

  @Override
  public Wei nextBlobBaseFee(BlockHeader parent) {
    return rules.nextBlobBaseFee(parent);
  }

  @Override
  public long maxBlobGas(BlockHeader header) {
    return rules.maxBlobGas(header);
  }

  @Override
  public long maxTransactionGas(BlockHeader header) {
    return rules.maxTransactionGas(header);
  }
}
