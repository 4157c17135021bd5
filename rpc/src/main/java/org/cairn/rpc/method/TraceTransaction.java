package org.cairn.rpc.method;

import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.subscription.Caller;

/// Replays the block of a transaction up to it and records it.
record TraceTransaction(Replays replays, ChainView chain) implements Method {
  @Override
  public String name() {
    return "debug_traceTransaction";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Replays the block of a transaction up to it and records it", Kind.ANY)
        .needs("hash", Kind.HASH)
        .takes("settings", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    TraceSettings settings = arguments.optional(TraceSettings::read, TraceSettings.USUAL);
    arguments.end();
    TransactionPosition position = chain.transaction(hash);
    if (position == null) {
      throw new RpcException(RpcError.SERVER, "transaction not found");
    }
    BlockRef ref = new BlockRef.Numbered(position.number());
    HashedBlock block = replays.required(ref, BlockRef.shown(ref));
    return replays.transaction(block, position.index(), settings);
  }
}
