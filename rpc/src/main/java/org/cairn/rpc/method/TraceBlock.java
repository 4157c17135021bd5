package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Reader;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.subscription.Caller;

/// Replays a block and records each of its transactions: `debug_traceBlockByNumber` and
/// `debug_traceBlockByHash`.
record TraceBlock(String name, Reader<BlockRef> reader, Replays replays) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Replays a block and records each of its transactions", Kind.LIST)
        .needs("block", Kind.BLOCK)
        .takes("settings", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    BlockRef ref = arguments.required(reader);
    TraceSettings settings = arguments.optional(TraceSettings::read, TraceSettings.USUAL);
    arguments.end();
    HashedBlock block = replays.required(ref, BlockRef.shown(ref));
    return replays.block(block, settings);
  }
}
