package org.cairn.rpc.method;

import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;

/// A transaction of the chain or of the pool in its EIP-2718 encoding; `0x` when there is none.
record GetRawTransaction(String name, BlockLookup blocks, ChainView chain, TxSink transactions)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "A transaction of the chain or of the pool in its EIP-2718 encoding", Kind.BYTES)
        .needs("hash", Kind.HASH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    arguments.end();
    TransactionPosition position = chain.transaction(hash);
    HashedBlock block =
        position == null ? null : blocks.block(new BlockRef.Numbered(position.number()));
    if (position != null && block != null) {
      return Answer.text(
          block.block().body().transactions().get(position.index()).encoded().toString());
    }
    RecoveredTransaction pooled = transactions.pooled(hash);
    return Answer.text((pooled == null ? Bytes.EMPTY : pooled.signed().encoded()).toString());
  }
}
