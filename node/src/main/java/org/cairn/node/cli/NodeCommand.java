package org.cairn.node.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.core.types.Address;
import org.cairn.node.Node;
import org.cairn.node.config.NodeConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cairn node`: runs one node until it is told to stop.
@Command(
    name = "node",
    description = {
      "Runs a node: a validator when a keystore is given, else one that follows the chain.",
      "Each option may also be an environment variable (--rpc-port: CAIRN_RPC_PORT) or a key of the"
          + " TOML file that --config names (rpc-port = 8545)."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class NodeCommand implements Callable<Integer> {
  @Option(names = "--config", paramLabel = "FILE", description = "TOML file with options.")
  @Nullable Path config;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      required = true,
      description = "Chain specification, genesis.json.")
  @SuppressWarnings("NullAway.Init")
  Path genesis;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the chain's data; made when absent.")
  @SuppressWarnings("NullAway.Init")
  Path data;

  @Option(
      names = "--node-key",
      paramLabel = "FILE",
      description = "The node's network identity; made when absent. Default: DATA/node-key.pem.")
  @Nullable Path nodeKey;

  @Option(
      names = "--validator-keystore",
      paramLabel = "FILE",
      description = "Validator's key as EIP-2335 keystore.")
  @Nullable Path keystore;

  @Option(
      names = "--validator-password-file",
      paramLabel = "FILE",
      description = "File with the keystore's password.")
  @Nullable Path password;

  @Option(
      names = "--fee-recipient",
      paramLabel = "ADDRESS",
      description = "Who gets the fees of proposed blocks; default from the chain specification.")
  @Nullable String feeRecipient;

  @Option(names = "--p2p-host", defaultValue = "0.0.0.0", description = "Address to listen on.")
  @SuppressWarnings("NullAway.Init")
  String p2pHost;

  @Option(names = "--p2p-port", defaultValue = "30303", description = "Port to listen on.")
  int p2pPort;

  @Option(
      names = "--p2p-advertised-host",
      paramLabel = "HOST",
      description = "Name or address under which peers reach this node. Default: --p2p-host.")
  @Nullable String advertisedHost;

  @Option(
      names = "--peer",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "Peers to connect to; besides those of the chain specification.")
  List<String> peers = new ArrayList<>();

  @Option(names = "--max-peers", defaultValue = "50", description = "Most connections at once.")
  int maximumPeers;

  @Option(names = "--rpc-host", defaultValue = "127.0.0.1", description = "JSON-RPC address.")
  @SuppressWarnings("NullAway.Init")
  String rpcHost;

  @Option(
      names = "--rpc-port",
      defaultValue = "8545",
      description = "JSON-RPC port, HTTP and WebSocket.")
  int rpcPort;

  @Option(
      names = "--rpc-cors",
      split = ",",
      paramLabel = "ORIGIN",
      description = "Web origins that browsers may call from; * is all. Default: none.")
  List<String> cors = new ArrayList<>();

  @Option(
      names = "--rpc-max-body",
      defaultValue = "5242880",
      paramLabel = "BYTES",
      description = "Largest request.")
  int rpcMaximumBody;

  @Option(
      names = "--rpc-max-batch",
      defaultValue = "1000",
      paramLabel = "CALLS",
      description = "Most calls in a batch.")
  int rpcMaximumBatch;

  @Option(
      names = "--metrics-host",
      defaultValue = "127.0.0.1",
      description = "Address of /metrics and /health.")
  @SuppressWarnings("NullAway.Init")
  String metricsHost;

  @Option(names = "--metrics-port", defaultValue = "9545", description = "Its port.")
  int metricsPort;

  @Option(
      names = "--archive",
      description = "Keep every former state, not only that of the last blocks.")
  boolean archive;

  @Option(
      names = "--history",
      defaultValue = "10000",
      paramLabel = "BLOCKS",
      description = "How many blocks back the state can be asked for.")
  int history;

  @Override
  public Integer call() throws InterruptedException {
    if ((keystore == null) != (password == null)) {
      throw new CommandFailure("--validator-keystore and --validator-password-file go together");
    }
    try (Node node = Node.start(toConfig(), Version.text())) {
      // A thread that dies unseen would leave a node that looks alive.
      Thread.setDefaultUncaughtExceptionHandler((_, cause) -> node.fail(cause));
      Runtime.getRuntime().addShutdownHook(new Thread(node::close, "shutdown"));
      return node.awaitEnd();
    }
  }

  /// The options that were given, as the node takes them.
  NodeConfig toConfig() {
    NodeConfig.ValidatorConfig validator =
        keystore == null || password == null
            ? null
            : new NodeConfig.ValidatorConfig(
                keystore, password, feeRecipient == null ? null : Address.fromHex(feeRecipient));
    return new NodeConfig(
        genesis,
        data,
        nodeKey == null ? data.resolve("node-key.pem") : nodeKey,
        validator,
        new NodeConfig.PeerConfig(
            p2pHost,
            p2pPort,
            advertisedHost == null ? p2pHost : advertisedHost,
            peers,
            maximumPeers),
        new NodeConfig.RpcConfig(rpcHost, rpcPort, cors, rpcMaximumBody, rpcMaximumBatch),
        new NodeConfig.MetricsConfig(metricsHost, metricsPort),
        new NodeConfig.HistoryConfig(archive, history));
  }
}
