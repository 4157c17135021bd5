package org.cairn.rpc.method;

import org.cairn.core.state.Account;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// An account's balance in wei.
record GetBalance(BlockLookup blocks) implements Method {
  @Override
  public String name() {
    return "eth_getBalance";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("An account's balance in wei", Kind.QUANTITY)
        .needs("address", Kind.ADDRESS)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    Account account = blocks.state(ref).account(address);
    return Answer.text(Quantity.of((account == null ? Account.EMPTY : account).balance()));
  }
}
