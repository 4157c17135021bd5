package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Filters;
import org.cairn.rpc.subscription.LogQuery;

/// Opens a filter for logs.
record NewFilter(Filters filters) implements Method {
  @Override
  public String name() {
    return "eth_newFilter";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Opens a filter for logs", Kind.QUANTITY).takes("filter", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    LogQuery query = arguments.optional(LogQuery::read, LogQuery.EVERYTHING);
    arguments.end();
    return Answer.text(filters.openLogs(query));
  }
}
