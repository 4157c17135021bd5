package org.cairn.genesis.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.json.Json;
import org.cairn.genesis.json.JsonReader;
import org.cairn.genesis.json.MalformedJsonException;

/// From JSON to a [ChainSpec]. geth's part is read as geth reads it: unknown fields are skipped,
/// and what it defaults is defaulted. The `cairn` section is ours and strict.
final class SpecReader {
  /// EIP-7825 and header validity leave 32 bytes; some old test networks have more.
  private static final int MAX_EXTRA_DATA_BYTES = 1024;

  /// geth's value for a file that says nothing.
  private static final long DEFAULT_GAS_LIMIT = 4_712_388;

  /// Forks beyond those that are implemented: a chain that schedules one would be misread.
  private static final Set<String> UNSUPPORTED =
      Set.of("amsterdamTime", "bogotaTime", "verkleTime", "ubtTime", "clique", "parlia");

  private static final Set<String> CAIRN_FIELDS =
      Set.of(
          "forkVersion",
          "epochLengthBlocks",
          "blockTimeMillis",
          "minBlockIntervalMillis",
          "timeoutMillis",
          "equalTimestamps",
          "staking",
          "validators");

  private static final Set<String> VALIDATOR_FIELDS =
      Set.of(
          "blsPublicKey",
          "stakeGwei",
          "proofOfPossession",
          "withdrawalCredentials",
          "feeRecipient",
          "nodeId",
          "endpoint");

  private static final Json NO_MEMBERS = new Json.Members(Map.of());

  private SpecReader() {}

  static SpecNode parse(byte[] json) {
    if (json.length > ChainSpec.MAX_FILE_SIZE_BYTES) {
      throw new SpecException("", "larger than " + ChainSpec.MAX_FILE_SIZE_BYTES + " bytes");
    }
    Json root;
    try {
      root = JsonReader.read(json);
    } catch (MalformedJsonException e) {
      throw new SpecException("", String.valueOf(e.getMessage()));
    }
    if (!(root instanceof Json.Members)) {
      throw new SpecException("", "not a genesis file: expected a JSON object");
    }
    return new SpecNode("", root);
  }

  static ChainSpec chainSpec(SpecNode root) {
    SpecNode configNode = root.required("config");
    ChainConfig config = config(configNode);
    CairnConfig cairn = configNode.nullable("cairn", SpecReader::cairn);
    GenesisFields genesis = genesisFields(root);
    if (genesis.number() != 0) {
      throw root.required("number").fault("expected block 0");
    }
    ChainSpec spec = new ChainSpec(config, cairn, genesis, alloc(root.required("alloc")));
    if (cairn != null) {
      checkOwnChain(spec, cairn);
    }
    return spec;
  }

  private static ChainConfig config(SpecNode node) {
    for (String field : UNSUPPORTED) {
      SpecNode member = node.optional(field);
      if (member != null) {
        throw member.fault("not supported");
      }
    }
    long chainId = node.required("chainId").positiveLong();
    if (chainId == 0) {
      throw node.required("chainId").fault("expected a chain id above 0");
    }
    Map<ForkName, Long> forks = forks(node);
    return new ChainConfig(
        chainId,
        forks,
        blobSchedule(node, forks),
        node.optional("daoForkSupport", false, SpecNode::bool),
        node.nullable("terminalTotalDifficulty", SpecNode::quantity),
        node.nullable("depositContractAddress", SpecNode::address));
  }

  private static Map<ForkName, Long> forks(SpecNode node) {
    EnumMap<ForkName, Long> forks = new EnumMap<>(ForkName.class);
    for (ForkName fork : ForkName.values()) {
      Long start = node.nullable(fork.jsonField(), SpecNode::positiveLong);
      if (start != null) {
        forks.put(fork, start);
      }
    }
    // geth: a file from before the Petersburg fix means both at once.
    Long constantinople = forks.get(ForkName.CONSTANTINOPLE);
    if (constantinople != null) {
      forks.putIfAbsent(ForkName.PETERSBURG, constantinople);
    }
    checkOrder(forks);
    return forks;
  }

  /// Each fork builds on all before it: none may start earlier, and no mandatory one may be
  /// missing.
  private static void checkOrder(Map<ForkName, Long> forks) {
    ForkName missing = null;
    ForkName previous = null;
    for (ForkName fork : ForkName.values()) {
      Long start = forks.get(fork);
      if (start == null) {
        missing = missing == null && fork.mandatory() ? fork : missing;
        continue;
      }
      String path = "config." + fork.jsonField();
      if (missing != null) {
        throw new SpecException(path, "scheduled, but config." + missing.jsonField() + " is not");
      }
      // The merge can come before the last glacier blocks of a file that copies mainnet's.
      boolean comparable = fork != ForkName.DAO && fork != ForkName.MERGE_NETSPLIT;
      if (previous != null && previous.trigger() == fork.trigger() && comparable) {
        long before = forks.getOrDefault(previous, 0L);
        if (start < before) {
          throw new SpecException(
              path, start + " is before config." + previous.jsonField() + " " + before);
        }
      }
      previous = comparable ? fork : previous;
    }
  }

  private static Map<ForkName, BlobParameters> blobSchedule(
      SpecNode node, Map<ForkName, Long> forks) {
    SpecNode schedule = node.optional("blobSchedule");
    EnumMap<ForkName, BlobParameters> blobs = new EnumMap<>(ForkName.class);
    for (ForkName fork : ForkName.values()) {
      String key = fork.blobKey();
      SpecNode entry = schedule == null || key == null ? null : schedule.optional(key);
      if (entry != null) {
        blobs.put(fork, blobParameters(entry));
      } else if (key != null && forks.containsKey(fork)) {
        blobs.put(fork, defaultBlobs(fork));
      }
    }
    return blobs;
  }

  private static BlobParameters blobParameters(SpecNode node) {
    long target = node.required("target").positiveLong();
    long max = node.required("max").positiveLong();
    long fraction = node.required("baseFeeUpdateFraction").positiveLong();
    if (max > Short.MAX_VALUE) {
      throw node.fault("expected at most " + Short.MAX_VALUE + " blobs");
    }
    return checked(node.path(), () -> new BlobParameters((int) target, (int) max, fraction));
  }

  private static BlobParameters defaultBlobs(ForkName fork) {
    if (fork == ForkName.CANCUN) {
      return BlobParameters.CANCUN;
    }
    if (fork == ForkName.PRAGUE || fork == ForkName.OSAKA) {
      return BlobParameters.PRAGUE;
    }
    throw new SpecException(
        "config.blobSchedule." + fork.name().toLowerCase(Locale.ROOT),
        "missing, but config." + fork.jsonField() + " is scheduled");
  }

  private static GenesisFields genesisFields(SpecNode root) {
    Bytes extraData = root.optional("extraData", Bytes.EMPTY, SpecNode::bytes);
    if (extraData.size() > MAX_EXTRA_DATA_BYTES) {
      throw root.required("extraData").fault("expected at most " + MAX_EXTRA_DATA_BYTES + " bytes");
    }
    long gasLimit = root.optional("gasLimit", DEFAULT_GAS_LIMIT, SpecNode::positiveLong);
    return new GenesisFields(
        root.optional("nonce", 0L, SpecNode::unsignedLong),
        root.optional("timestamp", 0L, SpecNode::positiveLong),
        extraData,
        gasLimit == 0 ? DEFAULT_GAS_LIMIT : gasLimit,
        root.nullable("difficulty", SpecNode::quantity),
        mixHash(root),
        root.optional("coinbase", Address.ZERO, SpecNode::address),
        root.optional("number", 0L, SpecNode::positiveLong),
        root.optional("gasUsed", 0L, SpecNode::positiveLong),
        root.optional("parentHash", Hash.ZERO, SpecNode::hash),
        root.nullable("baseFeePerGas", node -> new Wei(node.quantity())),
        root.nullable("excessBlobGas", SpecNode::positiveLong),
        root.nullable("blobGasUsed", SpecNode::positiveLong));
  }

  /// geth writes `mixHash`, older files have `mixhash`.
  private static Hash mixHash(SpecNode root) {
    Hash lowerCase = root.optional("mixhash", Hash.ZERO, SpecNode::hash);
    return root.optional("mixHash", lowerCase, SpecNode::hash);
  }

  private static SortedMap<Address, GenesisAccount> alloc(SpecNode node) {
    TreeMap<Address, GenesisAccount> alloc = new TreeMap<>();
    for (Map.Entry<String, SpecNode> entry : node.members().entrySet()) {
      Address address = SpecNode.addressName(node.path(), entry.getKey());
      if (alloc.put(address, account(entry.getValue())) != null) {
        throw new SpecException(node.path(), "address named twice: " + address);
      }
    }
    return alloc;
  }

  private static GenesisAccount account(SpecNode node) {
    return new GenesisAccount(
        new Wei(node.optional("balance", UInt256.ZERO, SpecNode::quantity)),
        node.optional("nonce", 0L, SpecNode::unsignedLong),
        node.optional("code", Bytes.EMPTY, SpecNode::bytes),
        node.optional("storage", Collections.emptySortedMap(), SpecReader::storage));
  }

  private static SortedMap<UInt256, UInt256> storage(SpecNode node) {
    TreeMap<UInt256, UInt256> slots = new TreeMap<>();
    for (Map.Entry<String, SpecNode> entry : node.members().entrySet()) {
      SpecNode value = entry.getValue();
      UInt256 key = SpecNode.word(node.path(), entry.getKey());
      if (slots.put(key, SpecNode.word(value.path(), value.text())) != null) {
        throw new SpecException(value.path(), "slot named twice");
      }
    }
    return slots;
  }

  private static CairnConfig cairn(SpecNode node) {
    node.allowOnly(CAIRN_FIELDS);
    List<GenesisValidator> validators = new ArrayList<>();
    for (SpecNode validator : node.required("validators").elements()) {
      validators.add(validator(validator));
    }
    Bytes forkVersion = node.required("forkVersion").bytes(CairnConfig.FORK_VERSION_SIZE_BYTES);
    long epochLength = number(node, "epochLengthBlocks", CairnConfig.DEFAULT_EPOCH_LENGTH_BLOCKS);
    long blockTime = number(node, "blockTimeMillis", CairnConfig.DEFAULT_BLOCK_TIME_MILLIS);
    long interval =
        number(node, "minBlockIntervalMillis", CairnConfig.DEFAULT_MIN_BLOCK_INTERVAL_MILLIS);
    long timeout = number(node, "timeoutMillis", CairnConfig.DEFAULT_TIMEOUT_MILLIS);
    boolean equalTimestamps = node.optional("equalTimestamps", true, SpecNode::bool);
    SpecNode section = node.optional("staking");
    StakingParameters staking =
        StakingSection.read(
            section == null ? new SpecNode(node.path() + ".staking", NO_MEMBERS) : section,
            epochLength);
    return checked(
        node.path(),
        () ->
            new CairnConfig(
                forkVersion, staking, blockTime, interval, timeout, equalTimestamps, validators));
  }

  private static GenesisValidator validator(SpecNode node) {
    node.allowOnly(VALIDATOR_FIELDS);
    Bytes key = node.required("blsPublicKey").bytes(GenesisValidator.PUBLIC_KEY_SIZE_BYTES);
    long stake = node.required("stakeGwei").positiveLong();
    Bytes proof = node.required("proofOfPossession").bytes(GenesisValidator.SIGNATURE_SIZE_BYTES);
    Hash credentials = node.required("withdrawalCredentials").hash();
    Address feeRecipient = node.required("feeRecipient").address();
    Hash nodeId = node.nullable("nodeId", SpecNode::hash);
    String endpoint = node.nullable("endpoint", SpecNode::text);
    return checked(
        node.path(),
        () -> new GenesisValidator(key, stake, proof, credentials, feeRecipient, nodeId, endpoint));
  }

  private static long number(SpecNode node, String name, long otherwise) {
    return node.optional(name, otherwise, SpecNode::positiveLong);
  }

  /// What holds for a chain of our own beyond what geth asks of a file.
  private static void checkOwnChain(ChainSpec spec, CairnConfig cairn) {
    ChainConfig config = spec.config();
    GenesisFields genesis = spec.genesis();
    for (ForkName fork : ForkName.values()) {
      if (fork.mandatory() && !config.isActive(fork, 0, genesis.timestampSeconds())) {
        throw new SpecException(
            "config." + fork.jsonField(),
            "a chain with config.cairn has this fork from genesis on");
      }
    }
    UInt256 difficulty = genesis.difficulty();
    if (difficulty != null && !difficulty.isZero()) {
      throw new SpecException("difficulty", "not 0 on a proof-of-stake chain: " + difficulty);
    }
    Hash commitment = cairn.commitment(config.chainId(), config.depositContractAddress());
    if (!genesis.extraData().equals(commitment.toBytes())) {
      throw new SpecException(
          "extraData",
          "the genesis block commits to other validators or rules than config.cairn states:"
              + " expected "
              + commitment
              + ", found "
              + genesis.extraData());
    }
  }

  private interface Construction<T> {
    T build();
  }

  /// Turns what a value's own constructor refuses into a fault at that place.
  private static <T> T checked(String path, Construction<T> construction) {
    try {
      return construction.build();
    } catch (IllegalArgumentException e) {
      throw new SpecException(path, String.valueOf(e.getMessage()));
    }
  }
}
