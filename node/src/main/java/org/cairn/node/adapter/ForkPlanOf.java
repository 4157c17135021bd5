package org.cairn.node.adapter;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.block.SystemContracts;
import org.cairn.evm.fork.BlobParameters;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.genesis.spec.ChainConfig;
import org.cairn.genesis.spec.ForkName;
import org.cairn.rpc.port.ForkPlan;
import org.cairn.rpc.port.ForkRules;
import org.jspecify.annotations.Nullable;

/// Lists a chain's forks for JSON-RPC: names of EIP-7910, ids of EIP-2124. Pure.
public final class ForkPlanOf {
  /// The names that EIP-7910 gives to precompiles, by the number that is their address.
  private static final Map<Integer, String> PRECOMPILES =
      Map.ofEntries(
          Map.entry(0x01, "ECREC"),
          Map.entry(0x02, "SHA256"),
          Map.entry(0x03, "RIPEMD160"),
          Map.entry(0x04, "ID"),
          Map.entry(0x05, "MODEXP"),
          Map.entry(0x06, "BN254_ADD"),
          Map.entry(0x07, "BN254_MUL"),
          Map.entry(0x08, "BN254_PAIRING"),
          Map.entry(0x09, "BLAKE2F"),
          Map.entry(0x0a, "KZG_POINT_EVALUATION"),
          Map.entry(0x0b, "BLS12_G1ADD"),
          Map.entry(0x0c, "BLS12_G1MSM"),
          Map.entry(0x0d, "BLS12_G2ADD"),
          Map.entry(0x0e, "BLS12_G2MSM"),
          Map.entry(0x0f, "BLS12_PAIRING_CHECK"),
          Map.entry(0x10, "BLS12_MAP_FP_TO_G1"),
          Map.entry(0x11, "BLS12_MAP_FP2_TO_G2"),
          Map.entry(0x100, "P256VERIFY"));

  private final ChainConfig config;
  private final ChainRules rules;
  private final Hash genesisHash;
  private final long genesisSeconds;

  public ForkPlanOf(
      ChainConfig config, ChainRules rules, Hash genesisHash, BlockHeader genesisHeader) {
    this.config = config;
    this.rules = rules;
    this.genesisHash = genesisHash;
    this.genesisSeconds = genesisHeader.timestampSeconds();
  }

  public long chainId() {
    return config.chainId();
  }

  public Hash genesisHash() {
    return genesisHash;
  }

  /// The forks as the block with that header sees them.
  public ForkPlan at(BlockHeader header) {
    SortedSet<Long> times = activations(ForkName.Trigger.TIMESTAMP);
    SortedSet<Long> past = times.headSet(header.timestampSeconds() + 1);
    SortedSet<Long> ahead = times.tailSet(header.timestampSeconds() + 1);
    ForkRules current = rules(past.isEmpty() ? 0 : past.last(), header.number());
    @Nullable ForkRules next = ahead.isEmpty() ? null : rules(ahead.first(), Long.MAX_VALUE);
    @Nullable ForkRules last = ahead.isEmpty() ? null : rules(ahead.last(), Long.MAX_VALUE);
    return new ForkPlan(current, next, last);
  }

  private SortedSet<Long> activations(ForkName.Trigger trigger) {
    SortedSet<Long> found = new TreeSet<>();
    config
        .forks()
        .forEach((fork, at) -> {
          if (fork.trigger() == trigger) {
            found.add(at);
          }
        });
    return found;
  }

  private ForkRules rules(long atSeconds, long number) {
    Rules found = rules.schedule().at(number, atSeconds);
    BlobParameters blobs = found.blobs();
    return new ForkRules(
        atSeconds <= genesisSeconds ? 0 : atSeconds,
        new ForkRules.BlobSchedule(blobs.target(), blobs.max(), blobs.baseFeeUpdateFraction()),
        config.chainId(),
        forkId(atSeconds),
        precompiles(found.fork()),
        systemContracts(found));
  }

  /// EIP-2124: the CRC-32 of the genesis hash and of each later fork's number or time, in order.
  private Bytes forkId(long atSeconds) {
    CRC32 sum = new CRC32();
    sum.update(genesisHash.shared());
    for (long number : activations(ForkName.Trigger.NUMBER)) {
      if (number > 0) {
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
      }
    }
    for (long seconds : activations(ForkName.Trigger.TIMESTAMP)) {
      if (seconds > genesisSeconds && seconds <= atSeconds) {
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(seconds).array());
      }
    }
    return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }

  private static SortedMap<String, Address> precompiles(Fork fork) {
    SortedMap<String, Address> named = new TreeMap<>();
    for (Address address : Precompiles.at(fork).addresses()) {
      byte[] bytes = address.shared();
      int number =
          (bytes[Address.SIZE_BYTES - 2] & 0xff) << 8 | (bytes[Address.SIZE_BYTES - 1] & 0xff);
      String name = PRECOMPILES.get(number);
      if (name != null) {
        named.put(name, address);
      }
    }
    return named;
  }

  private SortedMap<String, Address> systemContracts(Rules found) {
    if (!found.isAtLeast(Fork.CANCUN)) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, Address> named = new TreeMap<>();
    named.put("BEACON_ROOTS_ADDRESS", SystemContracts.BEACON_ROOTS);
    if (found.isAtLeast(Fork.PRAGUE)) {
      named.put("CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS", SystemContracts.CONSOLIDATION_REQUESTS);
      named.put("DEPOSIT_CONTRACT_ADDRESS", rules.depositContract());
      named.put("HISTORY_STORAGE_ADDRESS", SystemContracts.BLOCK_HASHES);
      named.put("WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS", SystemContracts.WITHDRAWAL_REQUESTS);
    }
    return named;
  }
}
