package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// The chain id in decimal.
record NetVersion(NodeView node) implements Method {
  @Override
  public String name() {
    return "net_version";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The chain id in decimal", Kind.TEXT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.text(Long.toUnsignedString(node.chainId()));
  }
}
