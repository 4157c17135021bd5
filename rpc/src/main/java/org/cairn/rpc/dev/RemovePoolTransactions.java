package org.cairn.rpc.dev;

import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Takes all transactions of a sender out of the pool.
record RemovePoolTransactions(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Takes all transactions of a sender out of the pool", Kind.ANY)
        .needs("account", Kind.ADDRESS);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address account = arguments.required(Values::address);
    arguments.end();
    chain.dropOf(account);
    return Answer.nothing();
  }
}
