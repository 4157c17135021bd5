package org.cairn.rpc.method;

import org.cairn.core.state.Account;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// An account's code.
record GetCode(BlockLookup blocks) implements Method {
  @Override
  public String name() {
    return "eth_getCode";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("An account's code", Kind.BYTES)
        .needs("address", Kind.ADDRESS)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    return Answer.text(of(blocks.state(ref), address).toString());
  }

  static Bytes of(StateReader state, Address address) {
    Account account = state.account(address);
    return account == null ? Bytes.EMPTY : state.code(account.codeHash());
  }
}
