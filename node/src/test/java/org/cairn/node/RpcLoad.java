package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A JSON-RPC client for benchmarks that costs little itself: keep-alive connections on one Vert.x
/// loop. Calls block the caller's thread.
final class RpcLoad implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final HttpClient client;

  RpcLoad(int connectionsAnEndpoint) {
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(connectionsAnEndpoint).setEventLoopSize(1));
  }

  /// Posts a body and returns the answer's text when it has come.
  CompletableFuture<Buffer> post(String url, String body) {
    URI uri = URI.create(url);
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(uri.getHost())
            .setPort(uri.getPort())
            .setURI("/")
            .putHeader("content-type", "application/json");
    var answer = new CompletableFuture<Buffer>();
    // All on one context: a body whose handler is set elsewhere can be missed.
    context.runOnContext(_ ->
        client
            .request(options)
            .compose(request -> request.send(Buffer.buffer(body)))
            .compose(RpcLoad::body)
            .onSuccess(answer::complete)
            .onFailure(answer::completeExceptionally));
    return answer;
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    return response.statusCode() == 200
        ? response.body()
        : Future.failedFuture("HTTP " + response.statusCode() + " " + response.statusMessage());
  }

  /// One call; the result, or the error's text as an exception.
  JsonNode call(String url, String method, Object... parameters) {
    var request = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    request.set("params", JSON.valueToTree(List.of(parameters)));
    JsonNode answer = parse(await(post(url, request.toString())));
    if (!answer.has("result")) {
      throw new IllegalStateException(method + ": " + answer);
    }
    return answer.get("result");
  }

  static JsonNode parse(Buffer answer) {
    try {
      return JSON.readTree(answer.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T await(CompletableFuture<T> future) {
    return future.orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    client.close().toCompletionStage().toCompletableFuture().join();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
