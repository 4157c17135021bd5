package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Filters;

/// What is new since a filter was asked last.
record GetFilterChanges(Filters filters) implements Method {
  @Override
  public String name() {
    return "eth_getFilterChanges";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("What is new since a filter was asked last", Kind.LIST)
        .needs("id", Kind.TEXT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    String id = arguments.required(Values::text);
    arguments.end();
    return filters.changes(id);
  }
}
