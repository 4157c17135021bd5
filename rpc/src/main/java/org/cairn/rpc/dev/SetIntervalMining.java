package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Makes a block every so many seconds, and none for a transaction alone.
record SetIntervalMining(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Makes a block every so many seconds, and none for a transaction alone; 0 for no blocks"
                + " but those asked for",
            Kind.ANY)
        .needs("seconds", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long seconds = arguments.required(Values::count);
    arguments.end();
    chain.miningInterval(Math.multiplyExact(seconds, 1_000L));
    return Answer.nothing();
  }
}
