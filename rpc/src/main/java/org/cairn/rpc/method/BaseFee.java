package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.subscription.Caller;

/// The base fee of the next block.
record BaseFee(ChainView chain, FeeRules fees) implements Method {
  @Override
  public String name() {
    return "eth_baseFee";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The base fee of the next block", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.text(Quantity.of(fees.nextBaseFee(chain.head().header())));
  }
}
