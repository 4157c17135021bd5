package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.subscription.Caller;

/// Refused: there is no chain that this one was forked of.
record SetRpcUrl(String name) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Refused: a development chain is forked of no other", Kind.ANY)
        .needs("url", Kind.TEXT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    var _ = arguments.required(Values::text);
    arguments.end();
    throw Forking.refused();
  }
}
