package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Remembers all there is, for [Revert].
record Snapshot(DevelopmentChain chain) implements Method {
  @Override
  public String name() {
    return "evm_snapshot";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
        "Remembers the chain, its pool and its clock under a number", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.quantity(chain.snapshot());
  }
}
