package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.subscription.Caller;

/// A method whose refusals by the chain are told to the client as wrong arguments.
record Guarded(Method method) implements Method {
  @Override
  public String name() {
    return method.name();
  }

  @Override
  public Declaration declaration() {
    return method.declaration();
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    try {
      return method.answer(arguments, caller);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new RpcException(RpcError.INVALID_PARAMS, String.valueOf(e.getMessage()));
    }
  }
}
