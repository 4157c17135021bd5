package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Sets the gas limit of the blocks to come.
record SetBlockGasLimit(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Sets the gas limit of the blocks to come", Kind.TRUTH)
        .needs("gasLimit", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long gasLimit = arguments.required(Values::count);
    arguments.end();
    chain.gasLimit(gasLimit);
    return Answer.truth(true);
  }
}
