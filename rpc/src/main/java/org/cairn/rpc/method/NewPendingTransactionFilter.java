package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Filters;

/// Opens a filter for hashes of pending transactions.
record NewPendingTransactionFilter(Filters filters) implements Method {
  @Override
  public String name() {
    return "eth_newPendingTransactionFilter";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Opens a filter for hashes of pending transactions", Kind.QUANTITY)
        .takes("full", Kind.TRUTH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    boolean full = arguments.optional(Values::truth, false);
    arguments.end();
    if (full) {
      throw new RpcException(
          RpcError.INVALID_PARAMS,
          "invalid argument 0: filters tell hashes only, subscribe instead");
    }
    return Answer.text(filters.openPending());
  }
}
