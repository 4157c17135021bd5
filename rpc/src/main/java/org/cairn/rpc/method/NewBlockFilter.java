package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Filters;

/// Opens a filter for hashes of new blocks.
record NewBlockFilter(Filters filters) implements Method {
  @Override
  public String name() {
    return "eth_newBlockFilter";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Opens a filter for hashes of new blocks", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.text(filters.openBlocks());
  }
}
