package org.cairn.node.load;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// WebSocket connections that follow the chain's head: how many notifications of a block come, and
/// how long after the first of them the others. All of it happens on one event loop.
public final class Subscribers implements AutoCloseable {
  private static final String NUMBER = "\"number\":\"";
  private static final String REQUEST =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_subscribe\",\"params\":[\"newHeads\"]}";

  private static final class Block {
    long firstNanos;
    int seenBy;
  }

  /// @param blocks that every subscriber was told of
  /// @param missed notifications that did not come
  /// @param spread the time from a block's first notification to each of its others
  public record Figures(int blocks, long missed, Latencies spread) {}

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final WebSocketClient client;
  private final int count;

  /// On the event loop alone.
  private final Map<String, Block> blocks = new HashMap<>();

  private Latencies spread = new Latencies();

  private Subscribers(int count) {
    this.count = count;
    this.client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(count));
  }

  /// Returns when all have their subscription.
  public static Subscribers connect(String host, int port, int count) {
    Subscribers subscribers = new Subscribers(count);
    List<CompletableFuture<Void>> subscribed = new ArrayList<>();
    CompletableFuture<Void> begun = new CompletableFuture<>();
    subscribers.context.runOnContext(_ -> {
      for (int i = 0; i < count; i++) {
        CompletableFuture<Void> each = new CompletableFuture<>();
        subscribed.add(each);
        Future<WebSocket> _ =
            subscribers
                .client
                .connect(port, host, "/")
                .onSuccess(socket -> subscribers.follow(socket, each))
                .onFailure(each::completeExceptionally);
      }
      begun.complete(null);
    });
    begun.join();
    CompletableFuture.allOf(subscribed.toArray(CompletableFuture[]::new))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
    return subscribers;
  }

  private void follow(WebSocket socket, CompletableFuture<Void> subscribed) {
    socket.textMessageHandler(text -> {
      long now = System.nanoTime();
      int at = text.indexOf(NUMBER);
      if (at < 0) {
        subscribed.complete(null);
        return;
      }
      int start = at + NUMBER.length();
      Block block =
          blocks.computeIfAbsent(text.substring(start, text.indexOf('"', start)), _ -> new Block());
      if (block.seenBy == 0) {
        block.firstNanos = now;
      } else {
        spread.add(now - block.firstNanos);
      }
      block.seenBy++;
    });
    Future<Void> _ = socket.writeTextMessage(REQUEST).onFailure(subscribed::completeExceptionally);
  }

  /// Forgets what came so far.
  public void reset() {
    onLoop(() -> {
      blocks.clear();
      spread = new Latencies();
    });
  }

  /// What came since the last reset, without the blocks at its edges.
  public Figures figures() {
    CompletableFuture<Figures> figures = new CompletableFuture<>();
    onLoop(() -> {
      int complete = 0;
      long missed = 0;
      List<Long> numbers = blocks.keySet().stream().map(Long::decode).sorted().toList();
      for (long number : numbers.subList(Math.min(1, numbers.size()), numbers.size())) {
        Block block = blocks.get("0x" + Long.toHexString(number));
        boolean isLast = number == numbers.getLast();
        if (block != null && !isLast) {
          complete++;
          missed += count - block.seenBy;
        }
      }
      figures.complete(new Figures(complete, missed, spread));
    });
    return figures.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private void onLoop(Runnable action) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    context.runOnContext(_ -> {
      action.run();
      done.complete(null);
    });
    done.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    client.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
