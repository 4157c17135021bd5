package org.cairn.node.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cairn.core.types.Address;
import org.cairn.rpc.port.RpcLimits;
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
  /// recipient, the one that the chain specification names for the validator. Before its first vote
  /// the node listens for so long whether the key votes elsewhere.
  public record ValidatorConfig(
      Path keystoreFile, Path passwordFile, @Nullable Address feeRecipient, Duration listening) {
    /// @throws IllegalArgumentException when the time is out of range
    public ValidatorConfig {
      if (listening.isNegative() || listening.compareTo(Duration.ofDays(1)) > 0) {
        throw new IllegalArgumentException(
            "--doppelganger-check is not between 0 and 86400 seconds: " + listening.toSeconds());
      }
    }

    /// One that does not listen first.
    public ValidatorConfig(Path keystoreFile, Path passwordFile, @Nullable Address feeRecipient) {
      this(keystoreFile, passwordFile, feeRecipient, Duration.ZERO);
    }
  }

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
      String host, int port, List<String> corsOrigins, RpcLimits limits, RpcAccess access) {
    public RpcConfig {
      corsOrigins = List.copyOf(corsOrigins);
    }

    /// For everybody who reaches the port, with the usual limits but for these.
    public RpcConfig(
        String host, int port, List<String> corsOrigins, int maximumBodyBytes, int maximumBatch) {
      this(
          host,
          port,
          corsOrigins,
          RpcLimits.DEFAULT.withMessages(maximumBodyBytes, maximumBatch),
          RpcAccess.OPEN);
    }
  }

  /// Who may use that endpoint, and how.
  ///
  /// @param hosts names under which it may be called; `*` is all
  /// @param jwtSecretFile has the key of the tokens that requests must carry, as hex
  /// @param callsPerSecond of one address; 0 for no limit
  /// @param ipcSocket the socket for programs of this machine
  /// @param unlockedFile has the keys with which the node signs for its clients, in hex, one a line
  public record RpcAccess(
      List<String> hosts,
      @Nullable Path jwtSecretFile,
      int callsPerSecond,
      @Nullable Path ipcSocket,
      @Nullable TlsFiles tls,
      @Nullable Path unlockedFile) {
    /// Any host, no tokens, no limit.
    public static final RpcAccess OPEN = new RpcAccess(List.of("*"), null, 0, null, null, null);

    public RpcAccess {
      hosts = List.copyOf(hosts);
    }
  }

  /// PEM files.
  public record TlsFiles(Path certificate, Path key) {}

  /// The endpoint for the operator: `/metrics` and `/health`.
  public record MetricsConfig(String host, int port) {}

  /// How many blocks back the state can be asked for; with `archive`, all.
  public record HistoryConfig(boolean archive, int windowBlocks) {}
}
