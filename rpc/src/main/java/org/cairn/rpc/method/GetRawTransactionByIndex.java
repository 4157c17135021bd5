package org.cairn.rpc.method;

import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.subscription.Caller;

/// The transaction at an index of a block in its EIP-2718 encoding; `0x` when there is none.
record GetRawTransactionByIndex(String name, Reader<BlockRef> reader, BlockLookup blocks)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "The transaction at an index of a block in its EIP-2718 encoding", Kind.BYTES)
        .needs("block", Kind.BLOCK)
        .needs("index", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    long index = arguments.required(Values::count);
    arguments.end();
    HashedBlock block = BlockLookup.isPending(ref) ? null : blocks.block(ref);
    boolean isThere = block != null && index < block.block().body().transactions().size();
    Bytes encoded =
        block == null || !isThere
            ? Bytes.EMPTY
            : block.block().body().transactions().get((int) index).encoded();
    return Answer.text(encoded.toString());
  }
}
