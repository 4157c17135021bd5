package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockJson;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// A block with its transactions or their hashes, or `null`: `eth_getBlockByNumber` and
/// `eth_getBlockByHash`.
record GetBlock(String name, Reader<BlockRef> reader, BlockLookup blocks, PendingBlock pending)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("A block with its transactions or their hashes, or `null`", Kind.OBJECT)
        .needs("block", Kind.BLOCK)
        .takes("full", Kind.TRUTH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    boolean full = arguments.optional(Values::truth, false);
    arguments.end();
    if (BlockLookup.isPending(ref)) {
      BlockHeader header = pending.header();
      return out -> BlockJson.pending(out, header);
    }
    HashedBlock block = blocks.block(ref);
    if (block == null) {
      return Answer.nothing();
    }
    @Nullable List<RecoveredTransaction> transactions =
        full ? block.block().body().transactions().stream().map(blocks::recovered).toList() : null;
    BlockJson.Shown shown = shown(block, transactions);
    return out -> BlockJson.write(out, shown);
  }

  /// What there is to show of a block; `full` are its transactions, or nothing when their hashes
  /// do.
  static BlockJson.Shown shown(HashedBlock block, @Nullable List<RecoveredTransaction> full) {
    List<Hash> ommers = block.block().body().ommers().stream().map(HeaderCodec::hash).toList();
    return new BlockJson.Shown(block, ommers, BlockCodec.encode(block.block()).size(), full);
  }
}
