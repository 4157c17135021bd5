package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Fixes the time of the next block.
record SetNextBlockTimestamp(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Fixes the time of the next block, from which the clock goes on", Kind.ANY)
        .needs("timestamp", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long seconds = arguments.required(Values::count);
    arguments.end();
    chain.nextBlockTime(seconds);
    return Answer.nothing();
  }
}
