package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// Whether peers can connect.
record NetListening(NodeView node) implements Method {
  @Override
  public String name() {
    return "net_listening";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Whether peers can connect", Kind.TRUTH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return Answer.truth(node.listening());
  }
}
