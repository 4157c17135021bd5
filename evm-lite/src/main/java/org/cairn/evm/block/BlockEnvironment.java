package org.cairn.evm.block;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.gas.BlobGas;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;

/// What a header tells the code that runs in its block.
public final class BlockEnvironment {
  private BlockEnvironment() {}

  public static BlockContext of(Rules rules, BlockHeader header, BlockHashes hashes) {
    Wei baseFee = header.baseFeePerGas();
    Long excess = header.excessBlobGas();
    return new BlockContext(
        rules,
        header.number(),
        header.timestampSeconds(),
        header.gasLimit(),
        header.beneficiary(),
        // EIP-4399
        rules.isAtLeast(Fork.PARIS) ? UInt256.of(header.prevRandao()) : header.difficulty(),
        baseFee == null ? Wei.ZERO : baseFee,
        excess == null ? Wei.ZERO : BlobGas.baseFee(excess, rules.blobs()),
        hashes);
  }
}
