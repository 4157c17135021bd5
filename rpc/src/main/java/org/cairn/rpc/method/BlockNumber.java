package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.subscription.Caller;

/// The number of the last finalized block.
record BlockNumber(ChainView chain) implements Method {
  @Override
  public String name() {
    return "eth_blockNumber";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The number of the last finalized block", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.quantity(chain.head().number());
  }
}
