package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Filters;

/// All logs of a filter's range.
record GetFilterLogs(Filters filters) implements Method {
  @Override
  public String name() {
    return "eth_getFilterLogs";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("All logs of a filter's range", Kind.LIST).needs("id", Kind.TEXT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    String id = arguments.required(Values::text);
    arguments.end();
    return filters.logs(id);
  }
}
