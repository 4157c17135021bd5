package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.subscription.Caller;

/// The tip that gets a transaction into the next blocks.
record MaxPriorityFeePerGas(TipOracle tips) implements Method {
  @Override
  public String name() {
    return "eth_maxPriorityFeePerGas";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The tip that gets a transaction into the next blocks", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.text(Quantity.of(tips.suggestion()));
  }
}
