package org.cairn.rpc.method;

import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.ReceiptJson;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.subscription.Caller;
import org.jspecify.annotations.Nullable;

/// The receipt of a finalized transaction, or `null`.
record GetTransactionReceipt(BlockLookup blocks, ChainView chain) implements Method {
  @Override
  public String name() {
    return "eth_getTransactionReceipt";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The receipt of a finalized transaction, or `null`", Kind.OBJECT)
        .needs("hash", Kind.HASH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    arguments.end();
    Answer receipt = receipt(blocks, chain, hash);
    return receipt == null ? Answer.nothing() : receipt;
  }

  static @Nullable Answer receipt(BlockLookup blocks, ChainView chain, Hash hash) {
    TransactionPosition position = chain.transaction(hash);
    BlockLookup.Executed executed = position == null ? null : blocks.executed(position.number());
    if (position == null || executed == null) {
      return null;
    }
    ReceiptJson.Located located = blocks.receipt(executed, position.index());
    return out -> ReceiptJson.write(out, located);
  }
}
