package org.cairn.rpc.method;

import org.cairn.core.block.RecoveredTransaction;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.subscription.Caller;

/// The transaction at an index of a block, or `null`.
record GetTransactionByIndex(String name, Reader<BlockRef> reader, BlockLookup blocks)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("The transaction at an index of a block, or `null`", Kind.OBJECT)
        .needs("block", Kind.BLOCK)
        .needs("index", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    long index = arguments.required(Values::count);
    arguments.end();
    HashedBlock block = BlockLookup.isPending(ref) ? null : blocks.block(ref);
    if (block == null || index >= block.block().body().transactions().size()) {
      return Answer.nothing();
    }
    RecoveredTransaction found =
        blocks.recovered(block.block().body().transactions().get((int) index));
    return out -> TransactionJson.mined(out, found, block.header(), (int) index);
  }
}
