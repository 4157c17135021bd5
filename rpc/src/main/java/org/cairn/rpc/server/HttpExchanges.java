package org.cairn.rpc.server;

import io.vertx.core.Context;
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
import org.jspecify.annotations.Nullable;

/// JSON-RPC over HTTP: one POST, one message, one response. Runs on event loops; messages are
/// answered elsewhere.
final class HttpExchanges {
  /// Below this, compressing costs more than it saves.
  private static final int MIN_GZIP_BYTES = 1024;

  /// How long a client may go on sending a body that was refused, so that it reads the refusal.
  private static final long DISCARD_MILLIS = 2_000;

  private final Vertx vertx;
  private final Workers workers;
  private final Gate gate;
  private final Pages pages;
  private final int maxBodyBytes;

  HttpExchanges(Vertx vertx, Workers workers, Gate gate, Pages pages, int maxBodyBytes) {
    this.vertx = vertx;
    this.workers = workers;
    this.gate = gate;
    this.pages = pages;
    this.maxBodyBytes = maxBodyBytes;
  }

  void onRequest(HttpServerRequest request) {
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
    } else if (!HttpMethod.POST.equals(method)) {
      Replies.plain(
          response.putHeader(HttpHeaders.ALLOW, "POST, OPTIONS"),
          405,
          "JSON-RPC is served by POST and WebSocket\n");
    } else if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
      Replies.plain(response, 415, "send the body without Content-Encoding\n");
    } else {
      gate.cors().mark(request);
      receive(request);
    }
  }

  private void receive(HttpServerRequest request) {
    if (declaredBytes(request) > maxBodyBytes) {
      refuseBody(request);
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(part -> {
      if (body.length() + part.length() > maxBodyBytes) {
        refuseBody(request);
      } else {
        body.appendBuffer(part);
      }
    });
    request.endHandler(_ -> {
      if (!request.response().ended()) {
        execute(request, body.getBytes());
      }
    });
    request.exceptionHandler(_ -> {});
  }

  private void execute(HttpServerRequest request, byte[] message) {
    Context context = vertx.getOrCreateContext();
    boolean gzip = acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    workers.submit(
        message,
        gate.caller(request),
        response -> {
          boolean isCompressed = gzip && response != null && response.length >= MIN_GZIP_BYTES;
          byte[] sent = isCompressed ? compressed(response) : response;
          context.runOnContext(_ -> reply(request, sent, isCompressed));
        });
  }

  private static void reply(
      HttpServerRequest request, byte @Nullable [] body, boolean isCompressed) {
    HttpServerResponse response = request.response();
    if (isCompressed) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    if (body == null) {
      Replies.end(response);
    } else {
      Replies.json(response, body);
    }
  }

  /// Answers at once. What still comes of the body is thrown away, for a while.
  private void refuseBody(HttpServerRequest request) {
    if (request.response().ended()) {
      return;
    }
    long timer =
        vertx.setTimer(DISCARD_MILLIS, _ -> Replies.unlessGone(request.connection().close()));
    request.handler(_ -> {});
    request.endHandler(_ -> vertx.cancelTimer(timer));
    RpcError error =
        new RpcError(
            RpcError.INVALID_REQUEST, "request too large: at most " + maxBodyBytes + " bytes");
    Replies.json(request.response().setStatusCode(413), JsonRpc.error(error));
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

  private static byte[] compressed(byte[] text) {
    ByteArrayOutputStream target = new ByteArrayOutputStream(text.length / 3);
    try (GZIPOutputStream gzip = new GZIPOutputStream(target)) {
      gzip.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return target.toByteArray();
  }
}
