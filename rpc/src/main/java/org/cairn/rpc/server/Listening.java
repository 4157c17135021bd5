package org.cairn.rpc.server;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens and closes servers for the node's main thread, which may wait.
final class Listening {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private Listening() {}

  static int start(HttpServer server, String host, int port) {
    try {
      return await(server.listen(port, host)).actualPort();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new PortTakenException(
          "cannot listen on %s:%d: %s".formatted(host, port, cause.getMessage()), cause);
    }
  }

  static void stop(HttpServer server) {
    try {
      var _ = await(server.close());
    } catch (CompletionException e) {
      LOG.warn("event=close_failed reason=\"{}\"", e.getMessage());
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
