package org.cairn.rpc.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.rpc.method.Methods;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.subscription.Filters;
import org.cairn.rpc.subscription.HeadWatch;
import org.cairn.rpc.subscription.LogScan;
import org.cairn.rpc.subscription.Subscriptions;

/// The endpoint: JSON-RPC over HTTP and WebSocket on one port, and the pages that the node mounts
/// beside it. Started and closed by the node's main thread.
public final class RpcServer implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 16 << 10;

  /// A connection that sends nothing for so long is closed; WebSocket clients answer pings.
  private static final int READ_IDLE_SECONDS = 120;

  private final Vertx vertx;
  private final ServerOptions options;
  private final HttpServer server;
  private final Subscriptions subscriptions;
  private final Workers workers;
  private final Cors cors;
  private final AtomicInteger connections = new AtomicInteger();

  /// Wires the methods to the node.
  ///
  /// @param pages what GET answers, by path
  public RpcServer(
      Vertx vertx, ServerOptions options, Ports ports, Map<String, Page.Source> pages) {
    this.vertx = vertx;
    this.options = options;
    RpcLimits limits = options.limits();
    HeadWatch heads = new HeadWatch();
    ports.heads().register(heads);
    LogScan scan = new LogScan(ports.chain(), limits);
    Filters filters = new Filters(ports.chain(), scan, heads, limits, System::nanoTime);
    subscriptions = new Subscriptions(ports, heads, scan, limits);
    var followers = new Methods.Followers(heads, scan, filters, subscriptions);
    JsonRpc rpc = new JsonRpc(Methods.all(ports, limits, followers), limits);
    workers = new Workers(rpc, limits.maxWaitingMessages());
    cors = new Cors(options.corsOrigins(), options.corsFlag());
    HttpExchanges exchanges =
        new HttpExchanges(vertx, workers, cors, new Pages(pages), limits.maxBodyBytes());
    server =
        vertx
            .createHttpServer(httpOptions(limits))
            .connectionHandler(this::onConnection)
            .webSocketHandshakeHandler(this::onHandshake)
            .webSocketHandler(this::onWebSocket)
            .requestHandler(exchanges::onRequest);
  }

  /// Listens, and returns the port.
  ///
  /// @throws PortTakenException when somebody else does
  public int start() {
    int port = Listening.start(server, options.host(), options.port());
    subscriptions.start();
    return port;
  }

  @Override
  public void close() {
    subscriptions.close();
    Listening.stop(server);
  }

  private static HttpServerOptions httpOptions(RpcLimits limits) {
    return new HttpServerOptions()
        .setHttp2ClearTextEnabled(false)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setReadIdleTimeout(READ_IDLE_SECONDS)
        .setMaxWebSocketFrameSize(limits.maxBodyBytes())
        .setMaxWebSocketMessageSize(limits.maxBodyBytes());
  }

  private void onConnection(HttpConnection connection) {
    if (connections.incrementAndGet() > options.limits().maxConnections()) {
      Replies.unlessGone(connection.close());
    }
    connection.closeHandler(_ -> connections.decrementAndGet());
  }

  private void onHandshake(ServerWebSocketHandshake handshake) {
    if (cors.allows(handshake.headers())) {
      Replies.unlessGone(handshake.accept().mapEmpty());
    } else {
      Replies.unlessGone(handshake.reject(403));
    }
  }

  private void onWebSocket(ServerWebSocket socket) {
    WebSocketSession.serve(vertx, socket, workers, subscriptions, options.limits().maxPushBytes());
  }
}
