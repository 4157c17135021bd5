package org.cairn.node.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairn.core.types.Address;
import org.cairn.node.DevNode;
import org.cairn.node.FrozenNode;
import org.cairn.node.Node;
import org.cairn.node.RunnableNode;
import org.cairn.node.chainfile.DataFolder;
import org.cairn.node.config.DevConfig;
import org.cairn.node.config.FrozenConfig;
import org.cairn.node.config.NodeConfig;
import org.cairn.node.dev.DevBanner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `cairn node`: runs one node until it is told to stop.
@Command(
    name = "node",
    description = {
      "Runs a node: a validator when a keystore is given, else one that follows the chain; with"
          + " --dev one that is a chain of its own, for development.",
      "Each option may also be an environment variable (--rpc-port: CAIRN_RPC_PORT) or a key of the"
          + " TOML file that --config names (rpc-port = 8545)."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class NodeCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  CommandSpec command;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  DevOptions development;

  @Option(names = "--config", paramLabel = "FILE", description = "TOML file with options.")
  @Nullable Path config;

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "Chain specification, genesis.json. Required, except for an imported chain.")
  @Nullable Path genesis;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder for the chain's data; made when absent. Required, except with --dev.")
  @Nullable Path data;

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

  @Option(
      names = "--doppelganger-check",
      defaultValue = "30",
      paramLabel = "SECONDS",
      description =
          "Before its first vote a validator listens for so long whether its key votes elsewhere,"
              + " and stops if it does; 0 is off.")
  int doppelgangerSeconds;

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

  @Option(
      names = {"--rpc-host", "--host"},
      defaultValue = "127.0.0.1",
      description = "JSON-RPC address.")
  @SuppressWarnings("NullAway.Init")
  String rpcHost;

  @Option(
      names = {"--rpc-port", "--port"},
      defaultValue = "8545",
      description = "JSON-RPC port, HTTP and WebSocket.")
  int rpcPort;

  @Option(
      names = "--rpc-cors",
      split = ",",
      paramLabel = "ORIGIN",
      description = "Web origins that browsers may call from; * is all. Default: none.")
  List<String> cors = new ArrayList<>();

  @Mixin RpcLimitOptions rpcLimits = new RpcLimitOptions();

  @Option(
      names = "--rpc-hosts",
      split = ",",
      paramLabel = "NAME",
      description =
          "Names under which JSON-RPC may be called, besides addresses and localhost; * is all.")
  List<String> rpcHosts = new ArrayList<>();

  @Option(
      names = "--rpc-jwt-secret",
      paramLabel = "FILE",
      description = "Serve only requests with a token (HS256) of this secret, 32 bytes as hex.")
  @Nullable Path rpcJwtSecret;

  @Option(
      names = "--rpc-rate-limit",
      defaultValue = "0",
      paramLabel = "CALLS",
      description = "Most calls a second from one address; 0 is no limit.")
  int rpcRateLimit;

  @Option(
      names = "--rpc-ipc",
      paramLabel = "FILE",
      description = "Serve JSON-RPC on this Unix domain socket too.")
  @Nullable Path rpcIpc;

  @Option(
      names = "--rpc-tls-cert",
      paramLabel = "FILE",
      description = "Serve JSON-RPC over TLS with this certificate chain, PEM.")
  @Nullable Path rpcTlsCertificate;

  @Option(names = "--rpc-tls-key", paramLabel = "FILE", description = "Its key, PEM (PKCS 8).")
  @Nullable Path rpcTlsKey;

  @Option(
      names = "--rpc-unlock",
      paramLabel = "FILE",
      description =
          "Sign for whoever asks with these keys, in hex, one a line. Only on a loopback address,"
              + " for networks of tests.")
  @Nullable Path rpcUnlock;

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

  @Option(
      names = "--frozen",
      description =
          "Only serve the chain in the folder: no consensus, no peers, no blocks. For imported"
              + " chains, and for the data of a node that does not run.")
  boolean frozen;

  @Override
  public Integer call() throws InterruptedException {
    if ((keystore == null) != (password == null)) {
      throw new CommandFailure("--validator-keystore and --validator-password-file go together");
    }
    try (RunnableNode node = start()) {
      // A thread that dies unseen would leave a node that looks alive.
      Thread.setDefaultUncaughtExceptionHandler((_, cause) -> node.fail(cause));
      Runtime.getRuntime().addShutdownHook(new Thread(node::close, "shutdown"));
      return node.awaitEnd();
    }
  }

  private RunnableNode start() {
    if (development.dev) {
      if (frozen || keystore != null || data != null) {
        throw new CommandFailure("--dev excludes --frozen, --data and --validator-keystore");
      }
      return startDevelopment();
    }
    return frozen
        ? FrozenNode.start(toFrozenConfig(), Version.text())
        : Node.start(toConfig(), Version.text());
  }

  /// Pages of all origins may call a chain on which nothing is worth anything.
  DevNode startDevelopment() {
    if (cors.isEmpty()) {
      cors.add("*");
    }
    DevConfig dev = development.config(genesis, rpcConfig());
    DevNode node = DevNode.start(dev, Version.text());
    var place = new DevBanner.Place(rpcHost, node.rpcPort(), node.chainId(), node.genesisHash());
    var out = command.commandLine().getOut();
    out.println(development.json ? DevBanner.json(dev, place) : DevBanner.text(dev, place));
    out.flush();
    return node;
  }

  private Path data() {
    if (data == null) {
      throw missing("--data=DIR");
    }
    return data;
  }

  private CommandLine.ParameterException missing(String option) {
    return new CommandLine.ParameterException(
        command.commandLine(), "Missing required option: '" + option + "'");
  }

  private FrozenConfig toFrozenConfig() {
    return new FrozenConfig(genesis, data(), rpcConfig(), metricsConfig());
  }

  private NodeConfig.RpcConfig rpcConfig() {
    if ((rpcTlsCertificate == null) != (rpcTlsKey == null)) {
      throw new CommandFailure("--rpc-tls-cert and --rpc-tls-key go together");
    }
    NodeConfig.TlsFiles tls =
        rpcTlsCertificate == null || rpcTlsKey == null
            ? null
            : new NodeConfig.TlsFiles(rpcTlsCertificate, rpcTlsKey);
    return new NodeConfig.RpcConfig(
        rpcHost,
        rpcPort,
        cors,
        rpcLimits.limits(),
        new NodeConfig.RpcAccess(rpcHosts, rpcJwtSecret, rpcRateLimit, rpcIpc, tls, rpcUnlock));
  }

  private NodeConfig.MetricsConfig metricsConfig() {
    return new NodeConfig.MetricsConfig(metricsHost, metricsPort);
  }

  /// The options that were given, as the node takes them.
  NodeConfig toConfig() {
    Path folder = data();
    if (genesis == null) {
      new DataFolder(folder).requireOwn();
      throw missing("--genesis=FILE");
    }
    NodeConfig.ValidatorConfig validator =
        keystore == null || password == null
            ? null
            : new NodeConfig.ValidatorConfig(
                keystore,
                password,
                feeRecipient == null ? null : Address.fromHex(feeRecipient),
                Duration.ofSeconds(doppelgangerSeconds));
    return new NodeConfig(
        genesis,
        folder,
        nodeKey == null ? folder.resolve("node-key.pem") : nodeKey,
        validator,
        new NodeConfig.PeerConfig(
            p2pHost,
            p2pPort,
            advertisedHost == null ? p2pHost : advertisedHost,
            peers,
            maximumPeers),
        rpcConfig(),
        metricsConfig(),
        new NodeConfig.HistoryConfig(archive, history));
  }
}
