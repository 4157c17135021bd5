package org.cairn.node.adapter;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.evm.block.BlockAttributes;
import org.cairn.evm.block.BlockBuilder;
import org.cairn.evm.block.BuildLimits;
import org.cairn.evm.block.BuiltBlock;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.block.Parent;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.world.BlockHashes;
import org.cairn.rpc.port.BlockAssembler;

/// Builds blocks for JSON-RPC as a proposer does. Any thread may use it.
public final class AssemblyByEvm implements BlockAssembler {
  private static final int MAX_BLOCK_BYTES = 8 << 20;

  private final ChainRules chain;
  private final CodeCache codes;
  private final BlockHashes hashes;
  private final long gasLimitTarget;

  public AssemblyByEvm(ChainRules chain, CodeCache codes, BlockHashes hashes, long gasLimitTarget) {
    this.chain = chain;
    this.codes = codes;
    this.hashes = hashes;
    this.gasLimitTarget = gasLimitTarget;
  }

  @Override
  public Result assemble(Order order) {
    BlockAttributes attributes;
    BuiltBlock built;
    try {
      attributes =
          new BlockAttributes(
              order.timestampSeconds(),
              order.feeRecipient(),
              order.prevRandao(),
              order.parentBeaconBlockRoot(),
              order.withdrawals(),
              gasLimitTarget,
              order.extraData());
      built =
          new BlockBuilder(chain, codes)
              .build(
                  new Parent(order.parent().header(), order.state()),
                  attributes,
                  order.source()::get,
                  hashes,
                  new BuildLimits(MAX_BLOCK_BYTES, () -> true));
    } catch (IllegalArgumentException e) {
      return new Result.Refused(String.valueOf(e.getMessage()));
    }
    if (built.block().body().transactions().size() < order.required()) {
      return new Result.Refused(
          built.refused().isEmpty()
              ? "the block has no room for all transactions"
              : built.refused().getFirst().refusal().message());
    }
    BlockHeader header = built.block().header();
    return new Result.Assembled(
        built.block(), HeaderCodec.hash(header), built.receipts(), built.requests());
  }
}
