package org.cairn.genesis.spec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.Stake;
import org.jspecify.annotations.Nullable;

/// The `cairn` section of `config`: what a chain with finality needs beyond Ethereum's rules.
///
/// @param forkVersion 4 bytes, unique to the chain: deposit signatures are made under it
/// @param epochLengthBlocks the number of blocks with one validator set
/// @param blockTimeMillis the idle period: without transactions a block comes this often
/// @param minBlockIntervalMillis how soon a block may follow its parent
/// @param timeoutMillis Δ0, the first bound on the network's delay
/// @param equalTimestamps whether a block's timestamp in seconds may equal its parent's
/// @param stakeIncrementGwei what one unit of voting weight stands for
/// @param validators the validators of epoch 0, in the order of their indexes
public record CairnConfig(
    Bytes forkVersion,
    long epochLengthBlocks,
    long blockTimeMillis,
    long minBlockIntervalMillis,
    long timeoutMillis,
    boolean equalTimestamps,
    long stakeIncrementGwei,
    List<GenesisValidator> validators) {
  public static final int MAX_VALIDATORS = 4096;
  public static final long DEFAULT_EPOCH_LENGTH_BLOCKS = 3600;
  public static final long DEFAULT_BLOCK_TIME_MILLIS = 1000;
  public static final long DEFAULT_MIN_BLOCK_INTERVAL_MILLIS = 100;
  public static final long DEFAULT_TIMEOUT_MILLIS = 300;
  public static final long DEFAULT_STAKE_INCREMENT_GWEI = 1_000_000_000L;

  /// Longest period that makes sense for any of the three times: an hour.
  static final long MAX_PERIOD_MILLIS = 3_600_000L;

  /// Tallies stay exact in every language that reads weights as double (consensus.md, 1.1).
  static final long MAX_TOTAL_WEIGHT = (1L << 53) - 1;

  static final int FORK_VERSION_SIZE_BYTES = 4;

  private static final int FIXED_SIZE_BYTES = 16 + 4 * 8 + Address.SIZE_BYTES + 4 + 8;
  private static final int COMMITTED_VALIDATOR_SIZE_BYTES =
      GenesisValidator.PUBLIC_KEY_SIZE_BYTES + 8 + Hash.SIZE_BYTES + Address.SIZE_BYTES;

  public CairnConfig {
    validators = List.copyOf(validators);
    check(
        forkVersion.size() == FORK_VERSION_SIZE_BYTES, "forkVersion is not 4 bytes: ", forkVersion);
    check(epochLengthBlocks > 0, "epochLengthBlocks is not positive: ", epochLengthBlocks);
    checkPeriod("blockTimeMillis", blockTimeMillis);
    checkPeriod("minBlockIntervalMillis", minBlockIntervalMillis);
    checkPeriod("timeoutMillis", timeoutMillis);
    check(stakeIncrementGwei > 0, "stakeIncrementGwei is not positive: ", stakeIncrementGwei);
    check(!validators.isEmpty(), "validators is empty", "");
    check(validators.size() <= MAX_VALIDATORS, "more than 4096 validators: ", validators.size());
    checkSet(validators, stakeIncrementGwei);
  }

  /// A validator's voting weight in the first epoch.
  public Stake weight(GenesisValidator validator) {
    return new Stake(validator.stakeGwei() / stakeIncrementGwei);
  }

  /// The voting weights in the order of the validators.
  public List<Stake> weights() {
    List<Stake> weights = new ArrayList<>(validators.size());
    for (GenesisValidator validator : validators) {
      weights.add(weight(validator));
    }
    return List.copyOf(weights);
  }

  /// What the genesis header's extra data must be: a digest of all that two nodes must agree on and
  /// that no other field of the genesis block commits to. The three periods are left out, as they
  /// may differ between nodes without harm to safety; so is where validators can be reached.
  public Hash commitment(long chainId, @Nullable Address depositContract) {
    ByteBuffer content =
        ByteBuffer.allocate(FIXED_SIZE_BYTES + validators.size() * COMMITTED_VALIDATOR_SIZE_BYTES)
            .put("cairn genesis 1\n".getBytes(StandardCharsets.US_ASCII))
            .putLong(chainId)
            .putLong(epochLengthBlocks)
            .putLong(stakeIncrementGwei)
            .putLong(equalTimestamps ? 1 : 0)
            .put(depositContract == null ? Address.ZERO.shared() : depositContract.shared())
            .put(forkVersion.shared())
            .putLong(validators.size());
    for (GenesisValidator validator : validators) {
      content
          .put(validator.publicKey().shared())
          .putLong(validator.stakeGwei())
          .put(validator.withdrawalCredentials().shared())
          .put(validator.feeRecipient().shared());
    }
    Invariant.check(!content.hasRemaining(), "the committed sizes are exact");
    return Sha256.hash(content.array());
  }

  private static void checkSet(List<GenesisValidator> validators, long increment) {
    Set<Bytes> seen = new HashSet<>();
    long total = 0;
    for (GenesisValidator validator : validators) {
      check(seen.add(validator.publicKey()), "validator named twice: ", validator.publicKey());
      long weight = validator.stakeGwei() / increment;
      check(weight > 0, "stake below one increment: Gwei ", validator.stakeGwei());
      total += weight;
      check(
          weight <= MAX_TOTAL_WEIGHT && total <= MAX_TOTAL_WEIGHT, "total stake too high: ", total);
    }
  }

  private static void checkPeriod(String name, long millis) {
    check(
        millis > 0 && millis <= MAX_PERIOD_MILLIS,
        name + " is not between 1 and 3600000: ",
        millis);
  }

  private static void check(boolean holds, String problem, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(problem + value);
    }
  }
}
