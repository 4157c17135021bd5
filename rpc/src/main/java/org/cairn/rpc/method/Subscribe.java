package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.subscription.LogQuery;
import org.cairn.rpc.subscription.Subscriber;
import org.cairn.rpc.subscription.Subscription;
import org.cairn.rpc.subscription.Subscriptions;

/// Opens a subscription on a WebSocket connection; notifications begin after the response.
record Subscribe(Subscriptions subscriptions) implements Method {
  @Override
  public String name() {
    return "eth_subscribe";
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    String kind = arguments.required(Values::text);
    Subscription subscription =
        switch (kind) {
          case "newHeads" -> new Subscription.Heads();
          case "logs" ->
              new Subscription.Logs(
                  arguments.optional(LogQuery::read, LogQuery.EVERYTHING).filter());
          case "newPendingTransactions" ->
              new Subscription.Pending(arguments.optional(Values::truth, false));
          case "syncing" -> new Subscription.Syncing();
          default ->
              throw new RpcException(
                  RpcError.INVALID_PARAMS,
                  "invalid argument 0: no subscription of this kind, there are newHeads, logs,"
                      + " newPendingTransactions and syncing");
        };
    if (!(subscription instanceof Subscription.Logs
        || subscription instanceof Subscription.Pending)) {
      // Some libraries send an empty object or null with every kind.
      arguments.skipRest();
    }
    arguments.end();
    Subscriber subscriber = Unsubscribe.required(caller);
    String id = subscriptions.open(subscriber, subscription);
    caller.afterResponse(() -> subscriptions.activate(id));
    return Answer.text(id);
  }
}
