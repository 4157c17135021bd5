package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// The chain id that signatures must name (EIP-155).
record ChainId(NodeView node) implements Method {
  @Override
  public String name() {
    return "eth_chainId";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The chain id that signatures must name (EIP-155)", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.quantity(node.chainId());
  }
}
