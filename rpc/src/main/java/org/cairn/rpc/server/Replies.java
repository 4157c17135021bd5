package org.cairn.rpc.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Arrays;
import org.cairn.rpc.codec.RpcError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends of HTTP exchanges. That a client is gone is no event: it is logged at debug level only.
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  static void end(HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      unlessGone(response.end());
    }
  }

  static void end(HttpServerResponse response, byte[] body) {
    if (!response.ended() && !response.closed()) {
      unlessGone(response.end(Buffer.buffer(body)));
    }
  }

  static void json(HttpServerResponse response, RpcError error) {
    ResponseBuffer text = JsonRpc.error(error);
    end(
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json"),
        Arrays.copyOf(text.shared(), text.size()));
  }

  static void plain(HttpServerResponse response, int status, String text) {
    end(
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "text/plain"),
        text.getBytes(UTF_8));
  }

  static void unlessGone(Future<Void> future) {
    future.onFailure(e -> LOG.debug("event=client_gone reason=\"{}\"", e.getMessage()));
  }
}
