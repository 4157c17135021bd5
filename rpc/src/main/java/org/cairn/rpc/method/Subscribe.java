package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.cairn.core.types.Hash;
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
  private static final int MAX_TRANSACTIONS = 200;

  @Override
  public String name() {
    return "eth_subscribe";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Opens a subscription on a WebSocket connection", Kind.QUANTITY)
        .needs("kind", Kind.TEXT)
        .takes("options", Kind.ANY);
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
          case "transactionReceipts" ->
              new Subscription.Receipts(arguments.optional(Subscribe::transactions, Set.of()));
          case "finalizedHeads" -> new Subscription.FinalizedHeads();
          default ->
              throw new RpcException(
                  RpcError.INVALID_PARAMS,
                  "invalid argument 0: no subscription of this kind, there are newHeads, logs,"
                      + " newPendingTransactions, syncing, transactionReceipts and finalizedHeads");
        };
    boolean takesMore =
        switch (subscription) {
          case Subscription.Logs _, Subscription.Pending _, Subscription.Receipts _ -> true;
          case Subscription.Heads _, Subscription.FinalizedHeads _, Subscription.Syncing _ -> false;
        };
    if (!takesMore) {
      // Some libraries send an empty object or null with every kind.
      arguments.skipRest();
    }
    arguments.end();
    Subscriber subscriber = Unsubscribe.required(caller);
    String id = subscriptions.open(subscriber, subscription);
    caller.afterResponse(() -> subscriptions.activate(id));
    return Answer.text(id);
  }

  /// `{"transactionHashes": […]}`
  private static Set<Hash> transactions(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("not an object with transactionHashes");
    }
    Set<Hash> hashes = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("transactionHashes") && token != JsonToken.VALUE_NULL) {
        hashes.addAll(Values.listOf(Values::hash, MAX_TRANSACTIONS).read(parser));
      } else {
        parser.skipChildren();
      }
    }
    return hashes;
  }
}
