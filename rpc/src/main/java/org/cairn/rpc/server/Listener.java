package org.cairn.rpc.server;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.PemKeyCertOptions;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.server.Connections.Connection;

/// One event loop's share of the port: Vert.x gives each that is deployed a loop of its own, and
/// new connections to them in turns.
final class Listener extends VerticleBase {
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int CLOSING_SECONDS = 2;
  private static final int UNAVAILABLE = 503;

  /// What connections are handed to.
  record Handlers(
      Connections connections,
      Gate gate,
      HttpExchanges exchanges,
      WebSocketSession.Surroundings sockets) {}

  private final ServerOptions options;
  private final Handlers handlers;
  private volatile int port;

  Listener(ServerOptions options, Handlers handlers) {
    this.options = options;
    this.handlers = handlers;
  }

  /// The port on which it listens, once it is deployed.
  int port() {
    return port;
  }

  @Override
  public Future<?> start() {
    HttpServer server =
        vertx
            .createHttpServer(httpOptions())
            .connectionHandler(handlers.connections()::opened)
            .webSocketHandshakeHandler(this::onHandshake)
            .webSocketHandler(this::onWebSocket)
            .requestHandler(handlers.exchanges()::onRequest);
    // Below zero means any free one, which those that are deployed together share.
    int wanted = options.port() == 0 ? -1 : options.port();
    return server.listen(wanted, options.host()).onSuccess(bound -> port = bound.actualPort());
  }

  /// No compression of WebSocket frames: a few bytes could become a message of any length.
  private HttpServerOptions httpOptions() {
    RpcLimits limits = options.limits();
    HttpServerOptions http = new HttpServerOptions();
    Access.Tls tls = options.access().tls();
    if (tls != null) {
      http.setSsl(true)
          .setKeyCertOptions(
              new PemKeyCertOptions()
                  .addCertPath(tls.certificate().toString())
                  .addKeyPath(tls.key().toString()));
    }
    return http.setUseAlpn(false)
        .setHttp2ClearTextEnabled(false)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setWebSocketClosingTimeout(CLOSING_SECONDS)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxWebSocketFrameSize(limits.maxBodyBytes())
        .setMaxWebSocketMessageSize(limits.maxBodyBytes());
  }

  private void onHandshake(ServerWebSocketHandshake handshake) {
    Connection connection = handlers.connections().of(handshake.remoteAddress());
    Gate.Refusal refusal = handlers.gate().refusal(handshake.headers());
    if (refusal != null) {
      Replies.unlessGone(handshake.reject(refusal.status()));
    } else if (connection == null || !handlers.connections().upgrade(connection)) {
      Replies.unlessGone(handshake.reject(UNAVAILABLE));
    } else {
      Replies.unlessGone(handshake.accept().mapEmpty());
    }
  }

  private void onWebSocket(ServerWebSocket socket) {
    Connection connection = handlers.connections().of(socket.remoteAddress());
    if (connection == null) {
      Replies.unlessGone(socket.close());
    } else {
      WebSocketSession.serve(socket, connection, handlers.sockets(), handlers.connections());
    }
  }
}
