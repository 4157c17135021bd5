package org.cairn.genesis.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.types.Hash;
import org.cairn.genesis.keys.KeyStretching;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.Mnemonic;
import org.cairn.genesis.keys.NodeKeyFile;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.genesis.network.NetworkGenesis.ValidatorKeys;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.GenesisValidator;

/// A folder with all that the validators of a new network need:
///
/// ```
/// genesis.json                     the chain specification, the same for every node
/// network.json                     the plan it was made from, with the mnemonic (0600)
/// node-I/validator-keystore.json   EIP-2335
/// node-I/password                  of the keystore (0600)
/// node-I/node-key.pem              the identity in the peer-to-peer network (0600)
/// node-I/config.toml               the options of `cairn node`
/// ```
public record NetworkFolder(Path path, NetworkPlan plan, ChainSpec spec) {
  private static final String GENESIS = "genesis.json";
  private static final String PLAN = "network.json";
  private static final int PASSWORD_SIZE_BYTES = 32;

  /// Whether the folder holds a whole network.
  public static boolean existsIn(Path path) {
    return Files.exists(path.resolve(PLAN));
  }

  /// Reads the network in a folder.
  ///
  /// @throws NetworkException when there is none
  /// @throws org.cairn.genesis.spec.SpecException when its genesis file is not usable
  public static NetworkFolder open(Path path) {
    if (!existsIn(path)) {
      throw new NetworkException("no network in " + path + ": " + PLAN + " is missing");
    }
    NetworkPlan plan = PlanFile.read(path.resolve(PLAN));
    ChainSpec spec = ChainSpec.read(path.resolve(GENESIS));
    if (spec.config().chainId() != plan.chainId()
        || spec.requireCairn().validators().size() != plan.stakesGwei().size()) {
      throw new NetworkException(
          path + ": " + GENESIS + " and " + PLAN + " are of different networks");
    }
    return new NetworkFolder(path, plan, spec);
  }

  /// Makes a network, or opens the one that was made from the same plan before. Whole or not at
  /// all: the plan is put in place last.
  ///
  /// @throws NetworkException when the folder holds another network
  public static NetworkFolder create(Path path, NetworkPlan plan, Instant now) {
    if (existsIn(path)) {
      NetworkFolder before = open(path);
      if (!before.plan.equals(plan)) {
        throw new NetworkException(
            "%s holds another network (%s; asked for: %s): remove it first, or take another folder"
                .formatted(path, summary(before.plan), summary(plan)));
      }
      return before;
    }
    if (Files.exists(path.resolve(GENESIS)) || Files.exists(NodeFolder.of(path, 0).path())) {
      throw new NetworkException(
          path
              + " holds parts of a network without "
              + PLAN
              + ": remove them first, or take another folder");
    }
    try {
      write(path, plan, now);
    } catch (IOException e) {
      throw new NetworkException(path + ": cannot be written: " + e);
    }
    return open(path);
  }

  public Path genesisFile() {
    return path.resolve(GENESIS);
  }

  /// The folder of a validator.
  public NodeFolder node(int index) {
    return NodeFolder.of(path, index);
  }

  /// How many nodes there are: those of the plan, and those that joined later.
  public int nodeCount() {
    int count = plan.stakesGwei().size();
    while (Files.exists(node(count).keystore())) {
      count++;
    }
    return count;
  }

  /// Makes the folder of one more node, with the next key of the mnemonic.
  ///
  /// @throws NetworkException when there is no room for another, or the folder cannot be written
  public NodeFolder addNode(Instant now) {
    int index = nodeCount();
    if (index >= NetworkPlan.MAX_VALIDATORS) {
      throw new NetworkException("a network folder has at most 100 nodes");
    }
    try {
      Path staging = Files.createTempDirectory(path, ".new-");
      try {
        ValidatorKeys _ = fillNode(path, staging, plan, index, now, new SecureRandom());
        move(NodeFolder.of(staging, index).path(), path);
      } finally {
        delete(staging);
      }
    } catch (IOException e) {
      throw new NetworkException(path + ": cannot be written: " + e);
    }
    return node(index);
  }

  /// All validators as static peers, each `id@host:port`.
  public List<String> peers() {
    List<String> peers = new ArrayList<>();
    for (GenesisValidator validator : spec.requireCairn().validators()) {
      Hash nodeId = validator.nodeId();
      if (nodeId != null && validator.endpoint() != null) {
        peers.add(nodeId.toString().substring(2) + "@" + validator.endpoint());
      }
    }
    return List.copyOf(peers);
  }

  private static void write(Path path, NetworkPlan plan, Instant now) throws IOException {
    Files.createDirectories(path);
    Path staging = Files.createTempDirectory(path, ".new-");
    try {
      fill(path.toAbsolutePath().normalize(), staging, plan, now);
      for (int i = 0; i < plan.stakesGwei().size(); i++) {
        move(NodeFolder.of(staging, i).path(), path);
      }
      move(staging.resolve(GENESIS), path);
      move(staging.resolve(PLAN), path);
    } finally {
      delete(staging);
    }
  }

  /// `finalPath` is where the files will be, which the settings name.
  private static void fill(Path finalPath, Path staging, NetworkPlan plan, Instant now)
      throws IOException {
    SecureRandom random = new SecureRandom();
    List<ValidatorKeys> keys = new ArrayList<>();
    for (int i = 0; i < plan.stakesGwei().size(); i++) {
      keys.add(fillNode(finalPath, staging, plan, i, now, random));
    }
    NetworkGenesis.spec(plan, keys, now.getEpochSecond()).write(staging.resolve(GENESIS));
    PlanFile.write(staging.resolve(PLAN), plan);
  }

  private static ValidatorKeys fillNode(
      Path finalPath, Path staging, NetworkPlan plan, int index, Instant now, SecureRandom random)
      throws IOException {
    NodeFolder node = NodeFolder.of(staging, index);
    Files.createDirectory(node.path());
    NodeCertificate certificate = NodeCertificate.generate(random, now);
    NodeKeyFile.write(node.nodeKey(), certificate);
    ValidatorKeys validator =
        new ValidatorKeys(plan.accounts().mnemonic().validator(index), certificate);
    String password = randomPassword(random);
    SecretFile.write(node.password(), password + "\n");
    Keystore keystore =
        Keystore.encrypt(
            validator.signing(),
            Mnemonic.validatorPath(index),
            password,
            KeyStretching.ByPbkdf2.FOR_RANDOM_PASSWORD);
    Files.writeString(node.keystore(), keystore.toJson());
    Files.writeString(node.config(), config(NodeFolder.of(finalPath, index), plan));
    return validator;
  }

  private static String config(NodeFolder node, NetworkPlan plan) {
    int index = node.index();
    return """
    # Options of `cairn node --config` for validator %d. The peers are in the genesis file.
    genesis = "%s"
    data = "%s"
    node-key = "%s"
    validator-keystore = "%s"
    validator-password-file = "%s"
    p2p-host = "%s"
    p2p-port = %d
    rpc-host = "127.0.0.1"
    rpc-port = %d
    metrics-port = %d
    """
        .formatted(
            index,
            toml(node.path().resolveSibling(GENESIS)),
            toml(node.data()),
            toml(node.nodeKey()),
            toml(node.keystore()),
            toml(node.password()),
            plan.listeners().host(),
            plan.listeners().peerPort(index),
            plan.listeners().rpcPort(index),
            plan.listeners().metricsPort(index));
  }

  /// A path inside a basic string of TOML.
  private static String toml(Path path) {
    return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String randomPassword(SecureRandom random) {
    byte[] bytes = new byte[PASSWORD_SIZE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void move(Path file, Path folder) throws IOException {
    Path _ = Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String summary(NetworkPlan plan) {
    List<Long> coins = new ArrayList<>();
    for (long stake : plan.stakesGwei()) {
      coins.add(stake / NetworkPlan.GWEI_PER_COIN);
    }
    return "chain id %d, stakes %s, base port %d, block time %d ms"
        .formatted(
            plan.chainId(), coins, plan.listeners().basePort(), plan.pace().blockTimeMillis());
  }
}
