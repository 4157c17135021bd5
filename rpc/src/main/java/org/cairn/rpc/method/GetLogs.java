package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Filters;
import org.cairn.rpc.subscription.LogQuery;
import org.cairn.rpc.subscription.LogScan;

/// The logs of finalized blocks that pass a filter.
record GetLogs(LogScan scan) implements Method {
  @Override
  public String name() {
    return "eth_getLogs";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The logs of finalized blocks that pass a filter", Kind.LIST)
        .takes("filter", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    LogQuery query = arguments.optional(LogQuery::read, LogQuery.EVERYTHING);
    arguments.end();
    return Filters.logs(scan.query(query));
  }
}
