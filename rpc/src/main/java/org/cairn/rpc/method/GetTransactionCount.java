package org.cairn.rpc.method;

import org.cairn.core.state.Account;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;

/// An account's nonce; at `pending` the one after its pooled transactions.
record GetTransactionCount(BlockLookup blocks, TxSink transactions) implements Method {
  @Override
  public String name() {
    return "eth_getTransactionCount";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("An account's nonce", Kind.QUANTITY)
        .needs("address", Kind.ADDRESS)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    if (BlockLookup.isPending(ref)) {
      return Answer.quantity(transactions.pendingNonce(address));
    }
    Account account = blocks.state(ref).account(address);
    return Answer.quantity(account == null ? 0 : account.nonce());
  }
}
