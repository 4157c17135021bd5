package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Stands between a client and a node, over HTTP and WebSocket, and notes what the one asks and the
/// other refuses. May refuse methods itself, as nodes do that lack them.
final class RecordingProxy implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_MESSAGE_BYTES = 32 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// What passed.
  ///
  /// @param asked the methods, each once
  /// @param refused those that were answered by an error, with its code
  record Traffic(Set<String> asked, Set<String> refused, int pushes, int largestBatch) {}

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = vertx.createHttpClient();
  private final WebSocketClient sockets =
      vertx.createWebSocketClient(
          new WebSocketClientOptions()
              .setMaxFrameSize(MAX_MESSAGE_BYTES)
              .setMaxMessageSize(MAX_MESSAGE_BYTES));
  private final URI target;
  private final Set<String> missing;
  private final int port;

  private final Set<String> asked = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();
  private final Set<String> answered = new TreeSet<>();
  private int pushes;
  private int largestBatch;

  /// @param target the node
  /// @param missing methods that are refused
  RecordingProxy(String target, Set<String> missing) {
    this.target = URI.create(target);
    this.missing = missing;
    port =
        await(
                vertx
                    .createHttpServer()
                    .webSocketHandler(this::onSocket)
                    .requestHandler(this::onRequest)
                    .listen(0, "127.0.0.1"))
            .actualPort();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  String webSocket() {
    return "ws://127.0.0.1:" + port;
  }

  /// What passed since [#take] was called last.
  synchronized Traffic peek() {
    return new Traffic(new TreeSet<>(asked), new TreeSet<>(refused), pushes, largestBatch);
  }

  /// What passed since this was called last.
  synchronized Traffic take() {
    Traffic taken = peek();
    asked.clear();
    refused.clear();
    answered.clear();
    pushes = 0;
    largestBatch = 0;
    return taken;
  }

  /// Returns when the node has answered a method that was asked for since [#take] was called last.
  synchronized void awaitAnswered(String method) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answered.contains(method)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("nobody asked for " + method);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  @Override
  public void close() {
    var _ = await(vertx.close().map(_ -> ""));
  }

  private void onRequest(HttpServerRequest request) {
    request.body().onSuccess(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    Map<JsonNode, String> methods = new HashMap<>();
    JsonNode message = parse(body.toString());
    noteRequest(message, methods);
    if (missing.contains(message.path("method").asText())) {
      Buffer refusal = Buffer.buffer(refusal(message));
      noteResponse(parse(refusal.toString()), methods);
      var _ = request.response().putHeader("content-type", "application/json").end(refusal);
      return;
    }
    http.request(HttpMethod.POST, target.getPort(), target.getHost(), "/")
        .compose(asking -> {
          var _ = asking.putHeader("content-type", request.getHeader("content-type"));
          return asking.send(body);
        })
        .compose(response -> response.body())
        .onSuccess(answer -> {
          noteResponse(parse(answer.toString()), methods);
          var _ = request.response().putHeader("content-type", "application/json").end(answer);
        })
        .onFailure(_ -> request.response().setStatusCode(502).end());
  }

  private void onSocket(ServerWebSocket client) {
    client.pause();
    Map<JsonNode, String> methods = new HashMap<>();
    var options = new WebSocketConnectOptions().setHost(target.getHost()).setPort(target.getPort());
    sockets
        .connect(options)
        .onSuccess(node -> {
          client.textMessageHandler(text -> {
            noteRequest(parse(text), methods);
            var _ = node.writeTextMessage(text);
          });
          node.textMessageHandler(text -> {
            noteResponse(parse(text), methods);
            var _ = client.writeTextMessage(text);
          });
          client.closeHandler(_ -> end(node));
          node.closeHandler(_ -> end(client));
          client.resume();
        })
        .onFailure(_ -> end(client));
  }

  private static void end(WebSocketBase socket) {
    if (!socket.isClosed()) {
      var _ = socket.close();
    }
  }

  private synchronized void noteRequest(JsonNode message, Map<JsonNode, String> methods) {
    for (JsonNode call : message.isArray() ? message : List.of(message)) {
      String method = call.path("method").asText();
      asked.add(method);
      methods.put(call.path("id"), method);
    }
    largestBatch = Math.max(largestBatch, message.isArray() ? message.size() : 0);
  }

  private synchronized void noteResponse(JsonNode message, Map<JsonNode, String> methods) {
    for (JsonNode answer : message.isArray() ? message : List.of(message)) {
      String method = methods.getOrDefault(answer.path("id"), "nothing");
      answered.add(method);
      if (answer.has("error")) {
        refused.add(method + " " + answer.at("/error/code").asInt());
      }
      if (answer.path("method").asText().equals("eth_subscription")) {
        pushes++;
      }
    }
    notifyAll();
  }

  private static String refusal(JsonNode message) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", message.get("id"));
    String text =
        "the method " + message.get("method").asText() + " does not exist/is not available";
    answer.putObject("error").put("code", -32601).put("message", text);
    return answer.toString();
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}
