package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.subscription.Caller;

/// Refused unless it is the chain id anyway, which belongs to the rules that the node started with.
record SetChainId(String name, NodeView node) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Refused, unless the chain has that id: it is set at the start, by `--chain-id`",
            Kind.ANY)
        .needs("chainId", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long chainId = arguments.required(Values::count);
    arguments.end();
    if (chainId != node.chainId()) {
      throw new RpcException(
          RpcError.INVALID_PARAMS,
          "the chain id is " + node.chainId() + ": start the node with --chain-id for another");
    }
    return Answer.nothing();
  }
}
