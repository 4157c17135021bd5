package org.cairn.rpc.server;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.server.Connections.Connection;
import org.cairn.rpc.server.Connections.Phase;
import org.jspecify.annotations.Nullable;

/// JSON-RPC over HTTP: one POST, one message, one response. Runs on event loops; what is more than
/// a look-up is answered elsewhere.
final class HttpExchanges {
  /// Below this, compressing costs more than it saves.
  private static final int MIN_GZIP_BYTES = 1024;

  /// How long a client may go on sending a body that was refused, so that it reads the refusal.
  private static final long DISCARD_MILLIS = 2_000;

  private final Vertx vertx;
  private final Workers workers;
  private final Gate gate;
  private final Pages pages;
  private final Connections connections;
  private final int maxBodyBytes;

  HttpExchanges(
      Vertx vertx,
      Workers workers,
      Gate gate,
      Pages pages,
      Connections connections,
      int maxBodyBytes) {
    this.vertx = vertx;
    this.workers = workers;
    this.gate = gate;
    this.pages = pages;
    this.connections = connections;
    this.maxBodyBytes = maxBodyBytes;
  }

  void onRequest(HttpServerRequest request) {
    Connection connection = connections.of(request.remoteAddress());
    if (connection == null) {
      Replies.unlessGone(request.connection().close());
      return;
    }
    if (HttpMethod.POST.equals(request.method())) {
      post(request, connection);
    } else {
      connection.enter(Phase.NEXT_REQUEST);
      answerOther(request);
    }
  }

  private void answerOther(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    HttpMethod method = request.method();
    if (HttpMethod.GET.equals(method) && pages.serve(vertx, request)) {
      return;
    }
    boolean isPreflight = HttpMethod.OPTIONS.equals(method);
    Gate.Refusal refusal =
        isPreflight ? gate.preflightRefusal(request.headers()) : gate.refusal(request.headers());
    if (refusal != null) {
      Replies.plain(response, refusal.status(), refusal.text());
    } else if (isPreflight) {
      gate.cors().preflight(request);
    } else {
      Replies.plain(
          response.putHeader(HttpHeaders.ALLOW, "POST, OPTIONS"),
          405,
          "JSON-RPC is served by POST and WebSocket\n");
    }
  }

  private void post(HttpServerRequest request, Connection connection) {
    MultiMap headers = request.headers();
    Gate.Refusal refusal = gate.refusal(headers);
    if (refusal != null) {
      connection.enter(Phase.NEXT_REQUEST);
      Replies.plain(request.response(), refusal.status(), refusal.text());
    } else if (headers.contains(HttpHeaders.CONTENT_ENCODING)) {
      connection.enter(Phase.NEXT_REQUEST);
      Replies.plain(request.response(), 415, "send the body without Content-Encoding\n");
    } else {
      gate.cors().mark(request);
      receive(request, connection);
    }
  }

  private void receive(HttpServerRequest request, Connection connection) {
    if (declaredBytes(request) > maxBodyBytes) {
      refuseBody(request, tooLarge(), 413);
      return;
    }
    Context context = vertx.getOrCreateContext();
    connection.receive(() -> context.runOnContext(_ -> refuseBody(request, tooLate(), 408)));
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      if (body.length() + part.length() > maxBodyBytes) {
        refuseBody(request, tooLarge(), 413);
      } else {
        body.appendBuffer(part);
      }
    });
    request.endHandler(_ -> {
      if (!request.response().ended()) {
        connection.enter(Phase.METHOD);
        execute(request, connection, body.getBytes(), context);
      }
    });
    request.exceptionHandler(_ -> {});
  }

  private void execute(
      HttpServerRequest request, Connection connection, byte[] message, Context context) {
    boolean gzip = acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    workers.submit(
        message,
        gate.caller(null, connection),
        response -> {
          boolean isCompressed = gzip && response != null && response.size() >= MIN_GZIP_BYTES;
          byte[] compressed = isCompressed && response != null ? compressed(response) : null;
          Answering answering = new Answering(request, connection, response, compressed);
          if (context.equals(Vertx.currentContext())) {
            answering.begin();
          } else {
            context.runOnContext(_ -> answering.begin());
          }
        });
  }

  /// Answers at once. What still comes of the body is thrown away, for a while.
  private void refuseBody(HttpServerRequest request, RpcError error, int status) {
    if (request.response().ended()) {
      return;
    }
    long timer =
        vertx.setTimer(DISCARD_MILLIS, _ -> Replies.unlessGone(request.connection().close()));
    request.handler(_ -> {});
    request.endHandler(_ -> vertx.cancelTimer(timer));
    Replies.json(request.response().setStatusCode(status), error);
  }

  private RpcError tooLarge() {
    return new RpcError(
        RpcError.INVALID_REQUEST, "request too large: at most " + maxBodyBytes + " bytes");
  }

  private static RpcError tooLate() {
    return new RpcError(RpcError.INVALID_REQUEST, "request too slow: its body took too long");
  }

  /// What the client says of the body's length; what it really sends is counted too.
  private static long declaredBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE;
    }
  }

  private static boolean acceptsGzip(@Nullable String accepted) {
    return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
  }

  private static byte[] compressed(ResponseBuffer text) {
    ByteArrayOutputStream target = new ByteArrayOutputStream(text.size() / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(target)) {
      gzip.write(text.shared(), 0, text.size());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return target.toByteArray();
  }
}
