package org.cairn.rpc.dev;

import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Sets the base fee of the next block, from which those after it follow.
record SetNextBlockBaseFee(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Sets the base fee of the next block, from which those after it follow", Kind.ANY)
        .needs("baseFee", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Wei baseFee = arguments.required(DevValues::wei);
    arguments.end();
    chain.nextBaseFee(baseFee);
    return Answer.nothing();
  }
}
