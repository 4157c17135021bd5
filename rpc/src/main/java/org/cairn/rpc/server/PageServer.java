package org.cairn.rpc.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Map;

/// A server for pages only, for operators who want `/health` and `/metrics` on a port of their own.
public final class PageServer implements AutoCloseable {
  private static final int IDLE_SECONDS = 60;
  private static final int MAX_HEADER_BYTES = 8 << 10;

  private final HttpServer server;
  private final String host;
  private final int port;

  public PageServer(Vertx vertx, String host, int port, Map<String, Page.Source> sources) {
    this.host = host;
    this.port = port;
    Pages pages = new Pages(sources);
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setIdleTimeout(IDLE_SECONDS))
            .requestHandler(request -> {
              if (!HttpMethod.GET.equals(request.method())) {
                Replies.plain(request.response(), 405, "only GET is served here\n");
              } else if (!pages.serve(vertx, request)) {
                Replies.plain(request.response(), 404, "no such page\n");
              }
            });
  }

  /// Listens, and returns the port.
  ///
  /// @throws PortTakenException when somebody else does
  public int start() {
    return Listening.start(server, host, port);
  }

  @Override
  public void close() {
    Listening.stop(server);
  }
}
