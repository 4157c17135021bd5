package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Whether a transaction gets its block at once.
record GetAutomine(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Whether a transaction gets its block at once", Kind.TRUTH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.truth(chain.automine());
  }
}
