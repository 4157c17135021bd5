package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockJson;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.subscription.Caller;

/// An ommer of a block, or `null`. Only imported proof-of-work blocks have any.
record GetUncle(String name, Reader<BlockRef> reader, BlockLookup blocks) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("An ommer of a block, or `null`", Kind.OBJECT)
        .needs("block", Kind.BLOCK)
        .needs("index", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    long index = arguments.required(Values::count);
    arguments.end();
    HashedBlock block = BlockLookup.isPending(ref) ? null : blocks.block(ref);
    if (block == null || index >= block.block().body().ommers().size()) {
      return Answer.nothing();
    }
    BlockHeader ommer = block.block().body().ommers().get((int) index);
    HashedHeader hashed = new HashedHeader(ommer, HeaderCodec.hash(ommer));
    long sizeBytes =
        BlockCodec.encode(new Block(ommer, new BlockBody(List.of(), List.of(), null))).size();
    return out -> BlockJson.ommer(out, hashed, sizeBytes);
  }
}
