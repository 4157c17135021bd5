package org.cairn.rpc.method;

import org.cairn.core.state.Account;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// An account's balance, nonce and code at once, as local forks of the chain ask for them.
record GetAccountInfo(BlockLookup blocks) implements Method {
  @Override
  public String name() {
    return "eth_getAccountInfo";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "An account's balance, nonce and code at once, as local forks of the chain ask for"
                + " them",
            Kind.OBJECT)
        .needs("address", Kind.ADDRESS)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address address = arguments.required(Values::address);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    StateReader state = blocks.state(ref);
    Account found = state.account(address);
    Account account = found == null ? Account.EMPTY : found;
    Bytes code = GetCode.of(state, address);
    return out -> {
      out.writeStartObject();
      Fields.quantity(out, "balance", account.balance());
      Fields.quantity(out, "nonce", account.nonce());
      Fields.hex(out, "code", code);
      out.writeEndObject();
    };
  }
}
