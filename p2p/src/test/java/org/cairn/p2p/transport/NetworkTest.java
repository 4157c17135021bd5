package org.cairn.p2p.transport;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/// A test with real sockets on one Vert.x instance.
abstract class NetworkTest {
  // A test class has a new instance for each of its tests.
  final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeVertx() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
