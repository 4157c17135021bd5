package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.Subscriber;
import org.cairn.rpc.subscription.Subscriptions;

/// Closes a subscription of the same connection; tells whether there was one.
record Unsubscribe(Subscriptions subscriptions) implements Method {
  @Override
  public String name() {
    return "eth_unsubscribe";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Closes a subscription of the same connection", Kind.TRUTH)
        .needs("id", Kind.TEXT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    String id = arguments.required(Values::text);
    arguments.end();
    return Answer.truth(subscriptions.close(required(caller), id));
  }

  static Subscriber required(Caller caller) {
    Subscriber subscriber = caller.subscriber();
    if (subscriber == null) {
      throw new RpcException(
          RpcError.NOTIFICATIONS_UNSUPPORTED,
          "notifications not supported: subscriptions need a WebSocket connection");
    }
    return subscriber;
  }
}
