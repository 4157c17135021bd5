package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.subscription.Caller;

/// Taken and without effect: the log of the node is for its operator.
record SetLoggingEnabled(String name) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Taken, without effect", Kind.ANY).needs("on", Kind.TRUTH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    var _ = arguments.required(Values::truth);
    arguments.end();
    return Answer.nothing();
  }
}
