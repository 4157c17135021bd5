package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Filters;

/// Closes a filter; tells whether there was one.
record UninstallFilter(Filters filters) implements Method {
  @Override
  public String name() {
    return "eth_uninstallFilter";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Closes a filter", Kind.TRUTH).needs("id", Kind.TEXT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    String id = arguments.required(Values::text);
    arguments.end();
    return Answer.truth(filters.close(id));
  }
}
