package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;

/// Whether the node does proof of work: it never does.
record Mining() implements Method {
  @Override
  public String name() {
    return "eth_mining";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Whether the node looks for proofs of work: never", Kind.TRUTH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.truth(false);
  }
}
