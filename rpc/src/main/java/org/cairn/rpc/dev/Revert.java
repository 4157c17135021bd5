package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Goes back to a snapshot, which is used up.
record Revert(DevelopmentChain chain) implements Method {
  @Override
  public String name() {
    return "evm_revert";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Goes back to a snapshot, which is used up, as are those after it; `false` when there"
                + " is none",
            Kind.TRUTH)
        .needs("snapshot", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long snapshot = arguments.required(Values::count);
    arguments.end();
    return Answer.truth(chain.revert(snapshot));
  }
}
