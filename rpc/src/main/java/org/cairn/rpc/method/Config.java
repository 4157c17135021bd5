package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.ForkJson;
import org.cairn.rpc.port.ForkPlan;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// The rules in force and those that are scheduled (EIP-7910).
record Config(NodeView node) implements Method {
  @Override
  public String name() {
    return "eth_config";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
        "The rules in force and those that are scheduled (EIP-7910)", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    ForkPlan plan = node.forks();
    return out -> ForkJson.write(out, plan);
  }
}
