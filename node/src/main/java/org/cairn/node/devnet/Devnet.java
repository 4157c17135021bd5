package org.cairn.node.devnet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.network.NetworkFolder;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.genesis.network.NodeFolder;
import org.jspecify.annotations.Nullable;

/// A folder with the network's genesis and one folder a validator, and the processes that run on
/// it.
public final class Devnet {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final NetworkFolder network;
  private final List<DevnetProcess> processes = new ArrayList<>();
  private boolean startedBefore;

  private Devnet(NetworkFolder network) {
    this.network = network;
    for (int i = 0; i < size(); i++) {
      processes.add(new DevnetProcess(i, network.node(i).path()));
    }
  }

  /// Whether the folder holds a devnet.
  public static boolean existsIn(Path folder) {
    return NetworkFolder.existsIn(folder);
  }

  /// The devnet of the folder.
  ///
  /// @throws DevnetException when there is none
  public static Devnet open(Path folder) {
    if (!existsIn(folder)) {
      throw new DevnetException("no devnet in " + folder + ": scripts/devnet makes one");
    }
    return new Devnet(NetworkFolder.open(folder));
  }

  /// Makes a new devnet: keys, genesis, options of the nodes. Starts nothing.
  public static Devnet create(Path folder, NetworkPlan plan, Instant now) {
    return new Devnet(NetworkFolder.create(folder, plan, now));
  }

  public Path folder() {
    return network.path();
  }

  public NetworkPlan plan() {
    return network.plan();
  }

  public Path genesisFile() {
    return network.genesisFile();
  }

  /// How many validators there are, those that joined later included.
  public int size() {
    return network.nodeCount();
  }

  NetworkFolder network() {
    return network;
  }

  /// A validator's key. All come from the mnemonic.
  BlsSecretKey key(int validator) {
    return plan().accounts().mnemonic().validator(process(validator).index());
  }

  /// A validator's public key.
  public Bytes publicKey(int validator) {
    return key(validator).publicKey().toBytes();
  }

  /// Makes the folder of one more node, and starts it.
  int addNode(Instant now) {
    int index = network.addNode(now).index();
    processes.add(new DevnetProcess(index, network.node(index).path()));
    requireFreePorts(index);
    start(index);
    return index;
  }

  public String rpcUrl(int validator) {
    return "http://127.0.0.1:" + plan().listeners().rpcPort(validator);
  }

  public String webSocketUrl(int validator) {
    return "ws://127.0.0.1:" + plan().listeners().rpcPort(validator);
  }

  public String metricsUrl(int validator) {
    return "http://127.0.0.1:" + plan().listeners().metricsPort(validator) + "/metrics";
  }

  /// The process id of a validator that runs, or nothing.
  public @Nullable Long pid(int validator) {
    ProcessHandle process = processes.get(validator).running();
    return process == null ? null : process.pid();
  }

  /// The last final block that a validator shows, or nothing when it does not answer.
  public @Nullable Long height(int validator) {
    return new NodeClient(rpcUrl(validator)).height();
  }

  public @Nullable Long peers(int validator) {
    return new NodeClient(rpcUrl(validator)).peers();
  }

  public boolean anyRunning() {
    return processes.stream().anyMatch(process -> process.running() != null);
  }

  /// Starts all validators.
  ///
  /// @throws DevnetException when one runs already or a port is taken
  public void startAll() {
    for (DevnetProcess process : processes) {
      if (process.running() != null) {
        throw new DevnetException(
            "the devnet in " + folder() + " runs already: scripts/devnet status, or stop");
      }
    }
    for (int i = 0; i < size(); i++) {
      requireFreePorts(i);
    }
    startedBefore = Files.exists(network.node(0).data());
    for (int i = 0; i < size(); i++) {
      processes.get(i).start(nodeArguments(i));
    }
  }

  private void requireFreePorts(int validator) {
    requireFree(plan().listeners().rpcPort(validator));
    requireFree(plan().listeners().peerPort(validator));
    requireFree(plan().listeners().metricsPort(validator));
  }

  private static void requireFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new DevnetException("port " + port + " is taken: choose another with --base-port", e);
    }
  }

  /// Starts one validator on its data folder.
  public void start(int validator) {
    DevnetProcess process = process(validator);
    if (process.running() != null) {
      throw new DevnetException("validator " + validator + " runs already");
    }
    process.start(nodeArguments(validator));
  }

  /// Ends one validator at once, without warning.
  public void kill(int validator) {
    if (process(validator).running() == null) {
      throw new DevnetException("validator " + validator + " does not run");
    }
    process(validator).kill();
  }

  private DevnetProcess process(int validator) {
    if (validator < 0 || validator >= processes.size()) {
      throw new DevnetException(
          "no validator " + validator + ": they are numbered 0 to " + (processes.size() - 1));
    }
    return processes.get(validator);
  }

  /// Stops all validators in order, and kills what does not stop.
  public void stopAll() {
    processes.forEach(DevnetProcess::requestStop);
    processes.forEach(process -> process.awaitStopped(STOP_PATIENCE));
  }

  /// Removes the folder with all that is in it.
  public void delete() {
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new DevnetException("cannot remove " + folder(), e);
    }
  }

  private List<String> nodeArguments(int validator) {
    // The same as in the node's config.toml; reading that costs each node a tenth of a second of
    // CPU.
    NodeFolder node = network.node(validator);
    NetworkPlan.Listeners listeners = plan().listeners();
    return List.of(
        "--genesis=" + genesisFile(),
        "--data=" + node.data(),
        "--node-key=" + node.nodeKey(),
        "--validator-keystore=" + node.keystore(),
        "--validator-password-file=" + node.password(),
        // Who runs a devnet twice does so on purpose.
        "--doppelganger-check=0",
        "--p2p-host=" + listeners.host(),
        "--p2p-port=" + listeners.peerPort(validator),
        "--rpc-port=" + listeners.rpcPort(validator),
        "--metrics-port=" + listeners.metricsPort(validator),
        // On a devnet every page may talk to the nodes.
        "--rpc-cors=*",
        "--rpc-hosts=*",
        "--rpc-unlock=" + unlockedKeys());
  }

  /// The file with the keys of the funded accounts, whose mnemonic is public.
  private Path unlockedKeys() {
    Path file = folder().resolve("account-keys");
    if (!Files.exists(file)) {
      List<String> keys =
          plan().accounts().keys().stream().map(key -> key.toBytes().toString()).toList();
      SecretFile.write(file, String.join("\n", keys) + "\n");
    }
    return file;
  }

  /// Waits until every validator shows block 1 as final; on a chain that was started before, a
  /// block newer than the first that was seen.
  ///
  /// @throws DevnetException with the end of its log when a process ends before
  public void awaitFinality(Consumer<String> progress) {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    long seen = awaitHeight(0, 0, deadline);
    progress.accept("validator 0 answers, at block " + seen);
    long target = startedBefore ? seen + 1 : 1;
    for (int i = 0; i < processes.size(); i++) {
      long height = awaitHeight(i, target, deadline);
      progress.accept("validator " + i + " shows block " + height + " as final");
    }
  }

  private long awaitHeight(int validator, long atLeast, long deadlineNanos) {
    while (true) {
      requireRunning(validator);
      Long height = height(validator);
      if (height != null && height >= atLeast) {
        return height;
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new DevnetException(
            "validator "
                + validator
                + " shows no final block after "
                + START_PATIENCE.toSeconds()
                + " s; see "
                + processes.get(validator).logFile());
      }
      pause();
    }
  }

  /// Fails with the end of the log when a validator's process has ended.
  void requireRunning(int validator) {
    DevnetProcess process = process(validator);
    if (process.running() == null) {
      throw new DevnetException(
          "validator %d ended; the end of %s:%n%s"
              .formatted(validator, process.logFile(), process.logTail()));
    }
  }

  static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DevnetException("interrupted", e);
    }
  }
}
