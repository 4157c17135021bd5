package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Quantity;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.subscription.Caller;

/// The price of a unit of blob gas in the next block.
record BlobBaseFee(ChainView chain, FeeRules fees) implements Method {
  @Override
  public String name() {
    return "eth_blobBaseFee";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The price of a unit of blob gas in the next block", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.text(Quantity.of(fees.nextBlobBaseFee(chain.head().header())));
  }
}
