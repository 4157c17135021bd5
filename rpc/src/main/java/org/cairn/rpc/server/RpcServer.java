package org.cairn.rpc.server;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.cairn.rpc.dev.DevMethods;
import org.cairn.rpc.method.MethodTable;
import org.cairn.rpc.method.Methods;
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
  private static final long SWEEP_MILLIS = 1_000;

  /// Event loops that read and write the connections.
  private static final int LOOPS = 2;

  private final Vertx vertx;
  private final ServerOptions options;
  private final Subscriptions subscriptions;
  private final MethodThreads threads;
  private final @Nullable IpcServer ipc;
  private final Connections connections;
  private final Listener.Handlers handlers;
  private @Nullable String deployed;
  private long sweeps;

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
    MemoryBudget budget = new MemoryBudget(limits.connections().maxAnswerBytes());
    threads = new MethodThreads(limits.maxConcurrentCalls(), limits.maxWaitingMessages());
    JsonRpc rpc = new JsonRpc(methods(ports, limits, followers), limits, rate, budget, threads);
    Workers workers = new Workers(rpc, threads, limits.maxWaitingMessages());
    Gate gate = new Gate(options);
    Path socket = options.access().ipcSocket();
    ipc = socket == null ? null : new IpcServer(socket, workers, subscriptions, limits);
    connections = new Connections(limits.connections(), System::nanoTime);
    handlers =
        new Listener.Handlers(
            connections,
            gate,
            new HttpExchanges(
                vertx, workers, gate, new Pages(pages), connections, limits.maxBodyBytes()),
            new WebSocketSession.Surroundings(vertx, workers, gate, subscriptions, budget, limits));
  }

  private static MethodTable methods(Ports ports, RpcLimits limits, Methods.Followers followers) {
    return Methods.all(ports, limits, followers, filler -> DevMethods.all(ports, filler));
  }

  /// Listens, and returns the port.
  ///
  /// @throws PortTakenException when somebody else does
  public int start() {
    Deque<Listener> listeners = new ConcurrentLinkedDeque<>();
    Supplier<Listener> each =
        () -> {
          Listener listener = new Listener(options, handlers);
          listeners.add(listener);
          return listener;
        };
    deployed = Listening.deploy(vertx, each, LOOPS, options);
    sweeps = vertx.setPeriodic(SWEEP_MILLIS, _ -> connections.sweep());
    if (ipc != null) {
      ipc.start();
    }
    subscriptions.start();
    return listeners.getFirst().port();
  }

  @Override
  public void close() {
    if (ipc != null) {
      ipc.close();
    }
    subscriptions.close();
    var _ = vertx.cancelTimer(sweeps);
    if (deployed != null) {
      Listening.undeploy(vertx, deployed, connections::cutAll);
    }
    threads.close();
  }
}
