package org.cairn.rpc.dev;

import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Sets the randomness of the next block.
record SetPrevRandao(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Sets the randomness of the next block", Kind.ANY)
        .needs("prevRandao", Kind.HASH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash prevRandao = arguments.required(DevValues::hash);
    arguments.end();
    chain.nextPrevRandao(prevRandao);
    return Answer.nothing();
  }
}
