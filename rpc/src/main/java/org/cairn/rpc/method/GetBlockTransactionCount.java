package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.subscription.Caller;

/// How many transactions a block has, or `null`.
record GetBlockTransactionCount(String name, Reader<BlockRef> reader, BlockLookup blocks)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("How many transactions a block has, or `null`", Kind.QUANTITY)
        .needs("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    arguments.end();
    if (BlockLookup.isPending(ref)) {
      return Answer.quantity(0);
    }
    HashedBlock block = blocks.block(ref);
    return block == null
        ? Answer.nothing()
        : Answer.quantity(block.block().body().transactions().size());
  }
}
