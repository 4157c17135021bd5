package org.cairn.rpc.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairn.rpc.dev.DevMethods;
import org.cairn.rpc.method.MethodTable;
import org.cairn.rpc.method.Methods;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.port.RpcLimits;
import org.cairn.rpc.subscription.Filters;
import org.cairn.rpc.subscription.HeadWatch;
import org.cairn.rpc.subscription.LogScan;
import org.cairn.rpc.subscription.Subscriptions;
import org.jspecify.annotations.Nullable;

/// The endpoint: JSON-RPC over HTTP and WebSocket on one port, over a local socket, and the pages
/// that the node mounts beside it. Started and closed by the node's main thread.
public final class RpcServer implements AutoCloseable {
  private static final int MAX_HEADER_BYTES = 16 << 10;

  /// A connection that sends nothing for so long is closed; WebSocket clients answer pings.
  private static final int READ_IDLE_SECONDS = 120;

  private final Vertx vertx;
  private final ServerOptions options;
  private final HttpServer server;
  private final Subscriptions subscriptions;
  private final Workers workers;
  private final Gate gate;
  private final @Nullable IpcServer ipc;
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
    RateLimit rate = new RateLimit(options.access().callsPerSecond(), System::nanoTime);
    JsonRpc rpc = new JsonRpc(methods(ports, limits, followers), limits, rate);
    workers = new Workers(rpc, limits.maxWaitingMessages());
    gate = new Gate(options);
    Path socket = options.access().ipcSocket();
    ipc = socket == null ? null : new IpcServer(socket, workers, subscriptions, limits);
    HttpExchanges exchanges =
        new HttpExchanges(vertx, workers, gate, new Pages(pages), limits.maxBodyBytes());
    server =
        vertx
            .createHttpServer(httpOptions(options))
            .connectionHandler(this::onConnection)
            .webSocketHandshakeHandler(this::onHandshake)
            .webSocketHandler(this::onWebSocket)
            .requestHandler(exchanges::onRequest);
  }

  private static MethodTable methods(Ports ports, RpcLimits limits, Methods.Followers followers) {
    DevelopmentChain development = ports.development();
    return Methods.all(
        ports,
        limits,
        followers,
        filler ->
            development == null
                ? List.of()
                : DevMethods.all(development, ports.chain(), ports.node(), filler));
  }

  /// Listens, and returns the port.
  ///
  /// @throws PortTakenException when somebody else does
  public int start() {
    int port = Listening.start(server, options.host(), options.port());
    if (ipc != null) {
      ipc.start();
    }
    subscriptions.start();
    return port;
  }

  @Override
  public void close() {
    if (ipc != null) {
      ipc.close();
    }
    subscriptions.close();
    Listening.stop(server);
  }

  private static HttpServerOptions httpOptions(ServerOptions options) {
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
    Gate.Refusal refusal = gate.refusal(handshake.headers());
    if (refusal == null) {
      Replies.unlessGone(handshake.accept().mapEmpty());
    } else {
      Replies.unlessGone(handshake.reject(refusal.status()));
    }
  }

  private void onWebSocket(ServerWebSocket socket) {
    WebSocketSession.serve(
        vertx, socket, workers, gate, subscriptions, options.limits().maxPushBytes());
  }
}
