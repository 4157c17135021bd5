package org.cairn.rpc.method;

import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// A transaction of the chain or of the pool, or `null`. The chain is asked again at the end, as a
/// transaction can move there in between.
record GetTransactionByHash(BlockLookup blocks, ChainView chain, TxSink transactions)
    implements Method {
  @Override
  public String name() {
    return "eth_getTransactionByHash";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("A transaction of the chain or of the pool, or `null`", Kind.OBJECT)
        .needs("hash", Kind.HASH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    arguments.end();
    Answer mined = mined(hash);
    if (mined != null) {
      return mined;
    }
    RecoveredTransaction pooled = transactions.pooled(hash);
    if (pooled != null) {
      return out -> TransactionJson.pooled(out, pooled);
    }
    Answer late = mined(hash);
    return late == null ? Answer.nothing() : late;
  }

  private @Nullable Answer mined(Hash hash) {
    TransactionPosition position = chain.transaction(hash);
    if (position == null) {
      return null;
    }
    HashedBlock block = blocks.block(new BlockRef.Numbered(position.number()));
    if (block == null) {
      return null;
    }
    RecoveredTransaction found =
        blocks.recovered(block.block().body().transactions().get(position.index()));
    return out -> TransactionJson.mined(out, found, block.header(), position.index());
  }
}
