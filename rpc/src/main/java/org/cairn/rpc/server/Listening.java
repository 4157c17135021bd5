package org.cairn.rpc.server;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens and closes servers for the node's main thread, which may wait.
final class Listening {
  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private static final long CLOSING_MILLIS = 2_000;

  private Listening() {}

  static int start(HttpServer server, String host, int port) {
    try {
      return await(server.listen(port, host)).actualPort();
    } catch (CompletionException e) {
      throw taken(host, port, e);
    }
  }

  private static PortTakenException taken(String host, int port, CompletionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new PortTakenException(
        "cannot listen on %s:%d: %s".formatted(host, port, cause.getMessage()), cause);
  }

  /// Deploys what listens on the port, and returns by what it is undeployed.
  static String deploy(
      Vertx vertx, Supplier<? extends VerticleBase> listeners, int count, ServerOptions options) {
    try {
      return await(vertx.deployVerticle(listeners, new DeploymentOptions().setInstances(count)));
    } catch (CompletionException e) {
      throw taken(options.host(), options.port(), e);
    }
  }

  /// @param late what to do when clients do not let go
  static void undeploy(Vertx vertx, String id, Runnable late) {
    long timer = vertx.setTimer(CLOSING_MILLIS, _ -> late.run());
    try {
      var _ = await(vertx.undeploy(id).onComplete(_ -> vertx.cancelTimer(timer)));
    } catch (CompletionException e) {
      LOG.warn("event=close_failed reason=\"{}\"", e.getMessage());
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
