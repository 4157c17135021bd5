package org.cairn.genesis.network;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.genesis.alloc.Predeploy;
import org.cairn.genesis.keys.Mnemonic;
import org.cairn.genesis.spec.CairnConfig;

/// What a new network shall be like. Two networks of one plan differ in their node keys, their
/// passwords and the moment of their genesis. `stakesGwei` has the validators' stakes, one each.
public record NetworkPlan(
    long chainId,
    List<Long> stakesGwei,
    Listeners listeners,
    Accounts accounts,
    StakingParameters staking,
    Pace pace,
    long gasLimit,
    Address depositContract) {
  /// CAIRN on a telephone's keys: no chain is registered under it, and it is not one of those that
  /// tools treat in a special way, as they do 1337 and 31337.
  public static final long DEVNET_CHAIN_ID = 22476;

  public static final int DEFAULT_BASE_PORT = 8545;
  public static final long DEFAULT_GAS_LIMIT = 60_000_000;
  public static final int MAX_VALIDATORS = 100;
  public static final long GWEI_PER_COIN = StakingParameters.GWEI_PER_COIN;

  private static final long DEVNET_EPOCH_BLOCKS = 32;

  /// Stake is paid out a few minutes after it left, so that one can watch it.
  private static final StakingParameters.Exits DEVNET_EXITS =
      new StakingParameters.Exits(4, 4, 16, 1);

  private static final int DEVNET_ACCOUNTS = 10;
  private static final long DEVNET_COINS = 10_000;

  /// Where validators listen: validator i has JSON-RPC at `basePort + 10 i`, its peers' port next
  /// to it, then metrics.
  public record Listeners(String host, int basePort) {
    public static final int PORTS_PER_NODE = 10;
    private static final int MAX_PORT = 65_535;

    public int rpcPort(int validator) {
      return basePort + validator * PORTS_PER_NODE;
    }

    public int peerPort(int validator) {
      return rpcPort(validator) + 1;
    }

    public int metricsPort(int validator) {
      return rpcPort(validator) + 2;
    }
  }

  /// The accounts that have coins at genesis: the first ones of a mnemonic, all with one balance.
  /// The validators' keys come from the same mnemonic.
  public record Accounts(Mnemonic mnemonic, int count, Wei balance) {
    public static final int MAX_COUNT = 1000;

    /// @throws IllegalArgumentException when the count is out of range
    public Accounts {
      check(count >= 0 && count <= MAX_COUNT, "not 0 to 1000 accounts: ", count);
    }

    /// The keys of the funded accounts.
    public List<SecretKey> keys() {
      return mnemonic.accounts(count);
    }

    /// Who gets a validator's fees, and its stake when it leaves: an account after those that are
    /// funded, so that its balance shows just that.
    public Address payee(int validator) {
      return payeeKey(validator).publicKey().toAddress();
    }

    /// The key of that account.
    public SecretKey payeeKey(int validator) {
      return mnemonic.account(count + validator);
    }
  }

  /// The times of [CairnConfig].
  public record Pace(long blockTimeMillis, long minBlockIntervalMillis, long timeoutMillis) {
    /// The defaults with another idle period.
    public static Pace of(long blockTimeMillis) {
      return new Pace(
          blockTimeMillis,
          Math.min(blockTimeMillis, CairnConfig.DEFAULT_MIN_BLOCK_INTERVAL_MILLIS),
          CairnConfig.DEFAULT_TIMEOUT_MILLIS);
    }
  }

  /// @throws IllegalArgumentException when a value is out of range
  public NetworkPlan {
    stakesGwei = List.copyOf(stakesGwei);
    check(chainId > 0, "a chain id is above 0, not ", chainId);
    check(
        !stakesGwei.isEmpty() && stakesGwei.size() <= MAX_VALIDATORS,
        "a network folder has 1 to 100 validators, not ",
        stakesGwei.size());
    for (long stake : stakesGwei) {
      check(stake >= GWEI_PER_COIN, "a stake is at least one coin, not Gwei ", stake);
    }
    long lastPort = listeners.basePort() + (long) stakesGwei.size() * Listeners.PORTS_PER_NODE - 1;
    check(listeners.basePort() > 0, "not a port: ", listeners.basePort());
    check(lastPort <= Listeners.MAX_PORT, "the validators' ports would end at ", lastPort);
  }

  /// A local network with the mnemonic that every tool knows and ten funded accounts.
  public static NetworkPlan devnet(List<Long> stakesCoins, int basePort, long blockTimeMillis) {
    List<Long> stakesGwei = new ArrayList<>(stakesCoins.size());
    for (long coins : stakesCoins) {
      stakesGwei.add(Math.multiplyExact(coins, GWEI_PER_COIN));
    }
    Wei balance = new Wei(UInt256.of(DEVNET_COINS * GWEI_PER_COIN).times(Wei.PER_GWEI));
    return new NetworkPlan(
        DEVNET_CHAIN_ID,
        stakesGwei,
        new Listeners("127.0.0.1", basePort),
        new Accounts(Mnemonic.of(Mnemonic.TEST_WORDS), DEVNET_ACCOUNTS, balance),
        staking(DEVNET_EPOCH_BLOCKS, stakesGwei, DEVNET_EXITS),
        Pace.of(blockTimeMillis),
        DEFAULT_GAS_LIMIT,
        Predeploy.DEPOSIT.address());
  }

  /// The default rules of stake with limits into which these stakes fit.
  public static StakingParameters staking(
      long epochLengthBlocks, List<Long> stakesGwei, StakingParameters.Exits exits) {
    long smallest = StakingParameters.DEFAULT_MIN_STAKE_GWEI;
    long largest = StakingParameters.DEFAULT_MAX_STAKE_GWEI;
    for (long stake : stakesGwei) {
      smallest = Math.min(smallest, stake);
      largest = Math.max(largest, stake);
    }
    return new StakingParameters(
        epochLengthBlocks,
        GWEI_PER_COIN,
        smallest,
        largest,
        StakingParameters.Churn.DEFAULT,
        exits,
        StakingParameters.Rewards.DEFAULT,
        StakingParameters.Penalties.DEFAULT);
  }

  private static void check(boolean holds, String problem, long value) {
    if (!holds) {
      throw new IllegalArgumentException(problem + value);
    }
  }
}
