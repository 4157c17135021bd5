package org.cairn.rpc.dev;

import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Adds to an account's balance.
record AddBalance(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Adds to an account's balance", Kind.ANY)
        .needs("account", Kind.ADDRESS)
        .needs("amount", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address account = arguments.required(Values::address);
    Wei amount = arguments.required(DevValues::wei);
    arguments.end();
    chain.addBalance(account, amount);
    return Answer.nothing();
  }
}
