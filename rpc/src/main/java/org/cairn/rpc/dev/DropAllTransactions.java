package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Empties the pool.
record DropAllTransactions(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Empties the pool", Kind.ANY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    chain.dropAll();
    return Answer.nothing();
  }
}
