package org.cairn.node.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cairn.rpc.port.ConnectionLimits;
import org.cairn.rpc.port.RpcLimits;
import picocli.CommandLine.Option;

/// What JSON-RPC's clients may ask for: an option for each limit.
final class RpcLimitOptions {
  @Option(
      names = "--rpc-max-body",
      defaultValue = "5242880",
      paramLabel = "BYTES",
      description = "Largest request.")
  int body;

  @Option(
      names = "--rpc-max-batch",
      defaultValue = "1000",
      paramLabel = "CALLS",
      description = "Most calls in a batch.")
  int batch;

  @Option(
      names = "--rpc-max-response",
      defaultValue = "33554432",
      paramLabel = "BYTES",
      description = "Largest response.")
  int response;

  @Option(
      names = "--rpc-response-memory",
      defaultValue = "50331648",
      paramLabel = "BYTES",
      description = "What responses that are made or not read yet may take together.")
  int responseMemory;

  @Option(
      names = "--rpc-max-calls",
      defaultValue = "8",
      paramLabel = "CALLS",
      description = "Calls that compute at once.")
  int calls;

  @Option(
      names = "--rpc-max-waiting",
      defaultValue = "2048",
      paramLabel = "CALLS",
      description = "Requests that wait to be computed; more are refused.")
  int waiting;

  @Option(
      names = "--rpc-gas-cap",
      defaultValue = "50000000",
      paramLabel = "GAS",
      description = "Most gas of a call that is only tried out.")
  long gas;

  @Option(
      names = "--rpc-max-log-blocks",
      defaultValue = "100000",
      paramLabel = "BLOCKS",
      description = "Most blocks that a log query looks at.")
  int logBlocks;

  @Option(
      names = "--rpc-max-logs",
      defaultValue = "20000",
      paramLabel = "LOGS",
      description = "Most logs that a query of several blocks answers with.")
  int logs;

  @Option(
      names = "--rpc-max-filters",
      defaultValue = "1024",
      paramLabel = "FILTERS",
      description = "Most open filters.")
  int filters;

  @Option(
      names = "--rpc-filter-idle",
      defaultValue = "300",
      paramLabel = "SECONDS",
      description = "How long a filter lives that nobody asks for.")
  int filterIdle;

  @Option(
      names = "--rpc-max-subscriptions",
      defaultValue = "128",
      paramLabel = "COUNT",
      description = "Most subscriptions of a connection.")
  int subscriptions;

  @Option(
      names = "--rpc-max-unread",
      defaultValue = "4194304",
      paramLabel = "BYTES",
      description = "What a WebSocket client may leave unread before it is dropped.")
  int unread;

  @Option(
      names = "--rpc-sync-timeout",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "How long eth_sendRawTransactionSync waits for the receipt.")
  int sync;

  @Option(
      names = "--rpc-max-connections",
      defaultValue = "1024",
      paramLabel = "COUNT",
      description =
          "Most HTTP and WebSocket connections. A new one takes the place of one that said nothing,"
              + " or was idle for the longest time.")
  int connections;

  @Option(
      names = "--rpc-max-address-connections",
      defaultValue = "128",
      paramLabel = "COUNT",
      description = "Most connections of one address (IPv6: of one /64 network).")
  int addressConnections;

  @Option(
      names = "--rpc-max-websockets",
      defaultValue = "768",
      paramLabel = "COUNT",
      description = "Most WebSocket connections among them.")
  int webSockets;

  @Option(
      names = "--rpc-trusted-addresses",
      split = ",",
      paramLabel = "ADDRESS",
      description =
          "Addresses that may have more connections, such as a proxy's. Default: loopback.")
  List<String> trusted = new ArrayList<>();

  @Option(
      names = "--rpc-first-request-timeout",
      defaultValue = "10",
      paramLabel = "SECONDS",
      description = "How long a new connection may take to make a request.")
  int firstRequest;

  @Option(
      names = "--rpc-body-timeout",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description = "How long a request's body may take.")
  int bodyTimeout;

  @Option(
      names = "--rpc-idle-timeout",
      defaultValue = "120",
      paramLabel = "SECONDS",
      description = "How long a connection is kept without a request, a WebSocket without a pong.")
  int idle;

  @Option(
      names = "--rpc-unread-timeout",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "How long a client may read nothing of a long response.")
  int unreadTimeout;

  RpcLimits limits() {
    return new RpcLimits(
        body,
        response,
        batch,
        calls,
        waiting,
        new ConnectionLimits(
            connections,
            addressConnections,
            webSockets,
            trusted.isEmpty() ? ConnectionLimits.DEFAULT.trusted() : Set.copyOf(trusted),
            Duration.ofSeconds(firstRequest),
            Duration.ofSeconds(bodyTimeout),
            Duration.ofSeconds(idle),
            Duration.ofSeconds(unreadTimeout),
            responseMemory),
        gas,
        logBlocks,
        logs,
        filters,
        Duration.ofSeconds(filterIdle),
        subscriptions,
        unread,
        Duration.ofSeconds(sync));
  }
}
