package org.cairn.rpc.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.RpcLimits;

/// A real server on a free port of 127.0.0.1, and a client of it.
final class Endpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final HttpClient http = HttpClient.newHttpClient();
  final int port;
  private final Vertx vertx = Vertx.vertx();
  private final RpcServer server;

  Endpoint(FakeNode node, RpcLimits limits, String... origins) {
    this(node, new ServerOptions("127.0.0.1", 0, List.of(origins), "--rpc-cors", limits));
  }

  Endpoint(FakeNode node, String host, Access access) {
    this(node, new ServerOptions(host, 0, List.of(), "--rpc-cors", RpcLimits.DEFAULT, access));
  }

  private Endpoint(FakeNode node, ServerOptions options) {
    this(node.ports(), options);
  }

  /// An endpoint of any node.
  Endpoint(Ports ports, ServerOptions options) {
    server =
        new RpcServer(
            vertx,
            options,
            ports,
            Map.of("/health", () -> Page.json(200, "{\"finalizing\":true}")));
    port = server.start();
  }

  /// The whole response to a request with these parameters, given as JSON.
  JsonNode call(String method, String params) {
    return post(request(1, method, params));
  }

  JsonNode result(String method, String params) {
    JsonNode response = call(method, params);
    if (!response.has("result")) {
      throw new AssertionError(method + " answered " + response);
    }
    return response.get("result");
  }

  JsonNode error(String method, String params) {
    JsonNode response = call(method, params);
    if (!response.has("error")) {
      throw new AssertionError(method + " answered " + response);
    }
    return response.get("error");
  }

  JsonNode post(String body) {
    return read(send(body).body());
  }

  HttpResponse<String> send(String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("http"))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return exchange(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + port + "/");
  }

  static String request(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Socket socket() {
    return new Socket();
  }

  @Override
  public void close() {
    server.close();
    http.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /// A WebSocket client that keeps what it receives until a test takes it.
  final class Socket implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> closings = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;
    private volatile boolean reads = true;

    Socket() {
      socket = http.newWebSocketBuilder().buildAsync(uri("ws"), this).join();
    }

    void send(String text) {
      socket.sendText(text, true).join();
    }

    JsonNode next() {
      return take(received);
    }

    int count() {
      return received.size();
    }

    void stopReading() {
      reads = false;
    }

    void goOnReading() {
      reads = true;
      socket.request(1);
    }

    String closing() {
      return take(closings);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        received.add(read(partial.toString()));
        partial.setLength(0);
      }
      if (reads) {
        webSocket.request(1);
      }
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
      closings.add(statusCode + " " + reason);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closings.add("error " + error.getMessage());
    }

    @Override
    public void close() {
      socket.abort();
    }

    private static <T> T take(BlockingQueue<T> queue) {
      try {
        T value = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (value == null) {
          throw new AssertionError("nothing came within " + PATIENCE);
        }
        return value;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
