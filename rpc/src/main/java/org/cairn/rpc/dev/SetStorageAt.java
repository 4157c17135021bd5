package org.cairn.rpc.dev;

import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Sets one slot of an account.
record SetStorageAt(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Sets one slot of an account", Kind.TRUTH)
        .needs("account", Kind.ADDRESS)
        .needs("slot", Kind.QUANTITY)
        .needs("value", Kind.BYTES);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address account = arguments.required(Values::address);
    UInt256 key = arguments.required(DevValues::slotValue);
    UInt256 value = arguments.required(DevValues::slotValue);
    arguments.end();
    chain.slot(account, key, value);
    return Answer.truth(true);
  }
}
