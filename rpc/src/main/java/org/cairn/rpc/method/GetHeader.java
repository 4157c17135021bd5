package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockJson;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.subscription.Caller;

/// A block's header, or `null`.
record GetHeader(String name, Reader<BlockRef> reader, BlockLookup blocks) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("A block's header, or `null`", Kind.OBJECT).needs("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    arguments.end();
    HashedHeader header = blocks.header(ref);
    return header == null ? Answer.nothing() : out -> BlockJson.head(out, header);
  }
}
