package org.cairn.node.config;

import java.nio.file.Path;
import java.util.List;
import org.cairn.core.types.Address;
import org.jspecify.annotations.Nullable;

/// All that one node is told. Without `validator` the node follows the chain and does not vote.
public record NodeConfig(
    Path genesisFile,
    Path dataFolder,
    Path nodeKeyFile,
    @Nullable ValidatorConfig validator,
    PeerConfig peers,
    RpcConfig rpc,
    MetricsConfig metrics,
    HistoryConfig history) {

  /// The keystore (EIP-2335), the file that holds its password, and who gets the fees; without a
  /// recipient, the one that the chain specification names for the validator.
  public record ValidatorConfig(
      Path keystoreFile, Path passwordFile, @Nullable Address feeRecipient) {}

  /// Where the node listens for peers, how others reach it, and whom it dials at its start, each as
  /// `host:port`. Ports are 1 to 65535; 0 takes a free one.
  public record PeerConfig(
      String host, int port, String advertisedHost, List<String> staticPeers, int maximumPeers) {
    public PeerConfig {
      staticPeers = List.copyOf(staticPeers);
    }
  }

  /// The endpoint for wallets. `corsOrigins` are the web origins that browsers may call from; `*`
  /// is all.
  public record RpcConfig(
      String host, int port, List<String> corsOrigins, int maximumBodyBytes, int maximumBatch) {
    public RpcConfig {
      corsOrigins = List.copyOf(corsOrigins);
    }
  }

  /// The endpoint for the operator: `/metrics` and `/health`.
  public record MetricsConfig(String host, int port) {}

  /// How many blocks back the state can be asked for; with `archive`, all.
  public record HistoryConfig(boolean archive, int windowBlocks) {}
}
