package org.cairn.rpc.method;

import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// Replays a block that is given in its encoding and records each of its transactions.
record TraceRawBlock(Replays replays) implements Method {
  @Override
  public String name() {
    return "debug_traceBlock";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Replays a block of the chain, given in its encoding, and records each of its "
                + "transactions",
            Kind.LIST)
        .needs("block", Kind.BYTES)
        .takes("settings", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Bytes encoded = arguments.required(Values::bytes);
    TraceSettings settings = arguments.optional(TraceSettings::read, TraceSettings.USUAL);
    arguments.end();
    Hash hash;
    try {
      hash = HeaderCodec.hash(BlockCodec.decode(encoded).header());
    } catch (DecodingException e) {
      throw new RpcException(RpcError.INVALID_PARAMS, "invalid argument 0: " + e.getMessage());
    }
    // All blocks that there are are final, so that no other can be executed.
    BlockRef ref = new BlockRef.Hashed(hash);
    return replays.block(replays.required(ref, BlockRef.shown(ref)), settings);
  }
}
