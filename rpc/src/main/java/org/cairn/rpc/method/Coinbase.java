package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// Who gets the fees of the blocks that this node proposes.
record Coinbase(NodeView node) implements Method {
  @Override
  public String name() {
    return "eth_coinbase";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Who gets the fees of the blocks that this node proposes", Kind.ADDRESS);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.text(node.feeRecipient().toString());
  }
}
