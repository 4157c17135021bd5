package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// The seconds between blocks that come by themselves, or `null`.
record GetIntervalMining(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
        "The seconds between blocks that come by themselves, or `null`", Kind.ANY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    long millis = chain.miningIntervalMillis();
    return millis == 0 ? Answer.nothing() : out -> out.writeNumber(Math.ceilDiv(millis, 1_000));
  }
}
