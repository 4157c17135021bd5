package org.cairn.genesis.spec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.Stake;
import org.jspecify.annotations.Nullable;

/// The `cairn` section of `config`: what a chain with finality needs beyond Ethereum's rules.
///
/// @param forkVersion 4 bytes, unique to the chain: deposit signatures are made under it
/// @param staking the epochs' length, and how stake comes, earns, loses and goes
/// @param blockTimeMillis the idle period: without transactions a block comes this often
/// @param minBlockIntervalMillis how soon a block may follow its parent
/// @param timeoutMillis Δ0, the first bound on the network's delay
/// @param equalTimestamps whether a block's timestamp in seconds may equal its parent's
/// @param validators the validators of epoch 0, in the order of their indexes
public record CairnConfig(
    Bytes forkVersion,
    StakingParameters staking,
    long blockTimeMillis,
    long minBlockIntervalMillis,
    long timeoutMillis,
    boolean equalTimestamps,
    List<GenesisValidator> validators) {
  public static final int MAX_VALIDATORS = 4096;
  public static final long DEFAULT_EPOCH_LENGTH_BLOCKS = 3600;
  public static final long DEFAULT_BLOCK_TIME_MILLIS = 1000;
  public static final long DEFAULT_MIN_BLOCK_INTERVAL_MILLIS = 100;
  public static final long DEFAULT_TIMEOUT_MILLIS = 300;

  /// Longest period that makes sense for any of the three times: an hour.
  static final long MAX_PERIOD_MILLIS = 3_600_000L;

  static final int FORK_VERSION_SIZE_BYTES = 4;

  private static final int FIXED_SIZE_BYTES = 16 + 3 * 8 + Address.SIZE_BYTES + 4 + 8;
  private static final int COMMITTED_VALIDATOR_SIZE_BYTES =
      GenesisValidator.PUBLIC_KEY_SIZE_BYTES + 8 + Hash.SIZE_BYTES + Address.SIZE_BYTES;

  public CairnConfig {
    validators = List.copyOf(validators);
    check(
        forkVersion.size() == FORK_VERSION_SIZE_BYTES, "forkVersion is not 4 bytes: ", forkVersion);
    checkPeriod("blockTimeMillis", blockTimeMillis);
    checkPeriod("minBlockIntervalMillis", minBlockIntervalMillis);
    checkPeriod("timeoutMillis", timeoutMillis);
    check(!validators.isEmpty(), "validators is empty", "");
    check(validators.size() <= MAX_VALIDATORS, "more than 4096 validators: ", validators.size());
    checkSet(validators, staking);
  }

  /// Blocks with one validator set.
  public long epochLengthBlocks() {
    return staking.epochLengthBlocks();
  }

  /// What one unit of voting weight stands for.
  public long stakeIncrementGwei() {
    return staking.incrementGwei();
  }

  /// A validator's voting weight in the first epoch.
  public Stake weight(GenesisValidator validator) {
    return new Stake(validator.stakeGwei() / stakeIncrementGwei());
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
    Map<String, Long> rules = StakingSection.numbers(staking);
    ByteBuffer content =
        ByteBuffer.allocate(
                FIXED_SIZE_BYTES
                    + rules.size() * 8
                    + validators.size() * COMMITTED_VALIDATOR_SIZE_BYTES)
            .put("cairn genesis 2\n".getBytes(StandardCharsets.US_ASCII))
            .putLong(chainId)
            .putLong(epochLengthBlocks())
            .putLong(equalTimestamps ? 1 : 0)
            .put(depositContract == null ? Address.ZERO.shared() : depositContract.shared())
            .put(forkVersion.shared())
            .putLong(validators.size());
    rules.values().forEach(content::putLong);
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

  private static void checkSet(List<GenesisValidator> validators, StakingParameters staking) {
    Set<Bytes> seen = new HashSet<>();
    long total = 0;
    for (GenesisValidator validator : validators) {
      check(seen.add(validator.publicKey()), "validator named twice: ", validator.publicKey());
      long stake = validator.stakeGwei();
      Hash credentials = validator.withdrawalCredentials();
      check(
          WithdrawalCredentials.accepts(credentials),
          "withdrawal credentials of neither type 0x01 nor 0x02: ",
          credentials);
      long most = staking.maxEffectiveGwei(new WithdrawalCredentials(credentials));
      check(stake >= staking.minStakeGwei(), "stake below minStakeGwei: Gwei ", stake);
      check(stake <= most, "stake above what counts for its credentials: Gwei ", stake);
      total += stake;
      check(total <= staking.maxTotalGwei(), "total stake too high: ", total);
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
