package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.subscription.Caller;

/// How many ommers a block has, or `null`. Only imported proof-of-work blocks have any.
record GetUncleCount(String name, Reader<BlockRef> reader, BlockLookup blocks) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("How many ommers a block has, or `null`", Kind.QUANTITY)
        .needs("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    arguments.end();
    HashedBlock block = blocks.block(ref);
    return block == null ? Answer.nothing() : Answer.quantity(block.block().body().ommers().size());
  }
}
