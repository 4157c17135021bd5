package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.subscription.Caller;

/// Refused, as it is by others: since EIP-1559 the base fee is the least price.
record SetMinGasPrice(String name) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Refused: since EIP-1559 the base fee is the least price", Kind.ANY)
        .needs("price", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    var _ = arguments.required(DevValues::wei);
    arguments.end();
    throw new RpcException(
        RpcError.INVALID_PARAMS, name + " is not supported when EIP-1559 is active");
  }
}
