package org.cairn.node;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.staking.StakingParameters;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.node.client.RpcClient;
import org.cairn.node.config.NodeConfig;

/// A network of whole nodes within this process, with epochs of a few blocks, on one machine's
/// loopback.
public final class SmallNetwork implements AutoCloseable {
  public static final long EPOCH_BLOCKS = 8;
  public static final long WINDOW_EPOCHS = 6;
  private static final long COIN = StakingParameters.GWEI_PER_COIN;

  /// The stake of each, so much that they do without newcomers.
  public static final long COINS = 1000;

  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final NetworkFolder files;
  private final Map<Integer, Node> running = new HashMap<>();

  private SmallNetwork(Path folder, NetworkFolder files) {
    this.folder = folder;
    this.files = files;
  }

  /// The rules: who has missed three views is absent, and evidence counts for six epochs.
  private static StakingParameters rules() {
    return new StakingParameters(
        EPOCH_BLOCKS,
        COIN,
        32 * COIN,
        2048 * COIN,
        StakingParameters.Churn.DEFAULT,
        new StakingParameters.Exits(WINDOW_EPOCHS, WINDOW_EPOCHS, 16, 1),
        new StakingParameters.Rewards(1_000_000, 10_000_000 * COIN, 12, 50),
        new StakingParameters.Penalties(2_000, 1_000, 50_000, 3, 3, 8));
  }

  /// The files of a network that does not run yet.
  public static SmallNetwork create(Path folder, int validators, long blockTimeMillis) {
    NetworkPlan devnet =
        NetworkPlan.devnet(
            Collections.nCopies(validators, COINS), LocalNetwork.freeBasePort(), blockTimeMillis);
    NetworkPlan plan =
        new NetworkPlan(
            devnet.chainId(),
            devnet.stakesGwei(),
            devnet.listeners(),
            devnet.accounts(),
            rules(),
            devnet.pace(),
            devnet.gasLimit(),
            devnet.depositContract());
    return new SmallNetwork(
        folder, NetworkFolder.create(folder.resolve("network"), plan, Instant.now()));
  }

  public NetworkFolder files() {
    return files;
  }

  public Path data(int validator) {
    return folder.resolve("data-" + validator);
  }

  public BlsSecretKey key(int validator) {
    return Keystore.read(files.node(validator).keystore())
        .decrypt(SecretFile.readPassword(files.node(validator).password()));
  }

  NodeConfig config(int validator, Duration listening) {
    NetworkPlan.Listeners listeners = files.plan().listeners();
    return new NodeConfig(
        files.genesisFile(),
        data(validator),
        files.node(validator).nodeKey(),
        new NodeConfig.ValidatorConfig(
            files.node(validator).keystore(), files.node(validator).password(), null, listening),
        new NodeConfig.PeerConfig(
            "127.0.0.1", listeners.peerPort(validator), "127.0.0.1", List.of(), 10),
        new NodeConfig.RpcConfig(
            "127.0.0.1", listeners.rpcPort(validator), List.of(), 1_000_000, 10),
        new NodeConfig.MetricsConfig("127.0.0.1", listeners.metricsPort(validator)),
        new NodeConfig.HistoryConfig(false, 100));
  }

  public void start(int validator) {
    start(validator, Duration.ZERO);
  }

  void start(int validator, Duration listening) {
    running.put(validator, Node.start(config(validator, listening), "cairn/test"));
  }

  public void stop(int validator) {
    Node node = running.remove(validator);
    if (node != null) {
      node.close();
    }
  }

  public RpcClient rpc(int validator) {
    return new RpcClient("http://127.0.0.1:" + files.plan().listeners().rpcPort(validator));
  }

  public long height(int validator) {
    return Long.decode(rpc(validator).call("eth_blockNumber").asText());
  }

  public long epoch(int validator) {
    return Long.decode(rpc(validator).call("cairn_getEpoch").get("epoch").asText());
  }

  /// Waits for something that the nodes do in real time.
  public static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("in vain: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Override
  public void close() {
    List.copyOf(running.keySet()).forEach(this::stop);
  }
}
