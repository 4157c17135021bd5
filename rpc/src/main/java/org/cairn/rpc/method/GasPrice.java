package org.cairn.rpc.method;

import org.cairn.core.types.Wei;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.subscription.Caller;

/// What a unit of gas costs in the next block, the tip included: for transactions without a fee cap
/// of their own.
record GasPrice(ChainView chain, FeeRules fees, TipOracle tips) implements Method {
  @Override
  public String name() {
    return "eth_gasPrice";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
        "What a unit of gas costs in the next block, the tip included: for transactions without a"
            + " fee cap of their own",
        Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    Wei baseFee = fees.nextBaseFee(chain.head().header());
    return Answer.text(Quantity.of(baseFee.plus(tips.suggestion())));
  }
}
