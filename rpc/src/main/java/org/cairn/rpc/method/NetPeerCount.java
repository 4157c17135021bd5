package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// How many peers are connected.
record NetPeerCount(NodeView node) implements Method {
  @Override
  public String name() {
    return "net_peerCount";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("How many peers are connected", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.quantity(node.peerCount());
  }
}
