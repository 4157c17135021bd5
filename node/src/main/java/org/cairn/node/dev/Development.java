package org.cairn.node.dev;

import java.util.List;
import org.cairn.core.block.Transaction;
import org.cairn.core.crypto.Signature;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.port.Submission;
import org.jspecify.annotations.Nullable;

/// What JSON-RPC may do to the chain.
record Development(DevChain chain, Keyring keys, DevTransactions transactions, Miner miner)
    implements DevelopmentChain {
  /// As many blocks as one call may ask for.
  static final long MAX_BLOCKS_AT_ONCE = 100_000;

  private static final long LEAST_GAS_LIMIT = 21_000;
  private static final long MAX_INTERVAL_MILLIS = 24 * 60 * 60 * 1_000L;

  @Override
  public List<Address> accounts() {
    return keys.accounts();
  }

  @Override
  public boolean sendsFor(Address account) {
    return keys.sendsFor(account);
  }

  @Override
  public @Nullable Signature sign(Address account, Hash message) {
    return keys.sign(account, message);
  }

  @Override
  public Submission send(Transaction transaction, Address sender) {
    return transactions.submit(keys.complete(transaction, sender));
  }

  @Override
  public Submission sendUnsigned(Transaction transaction, Address sender) {
    return transactions.submit(Impersonation.of(transaction, sender));
  }

  @Override
  public void impersonate(Address account, boolean on) {
    keys.impersonate(account, on);
  }

  @Override
  public void impersonateAll(boolean on) {
    keys.impersonateAll(on);
  }

  @Override
  public void mine(long count, @Nullable Long intervalSeconds) {
    if (count > MAX_BLOCKS_AT_ONCE) {
      throw new IllegalArgumentException(
          count + " blocks at once, more than " + MAX_BLOCKS_AT_ONCE);
    }
    for (long i = 0; i < count; i++) {
      if (intervalSeconds == null || i == 0) {
        chain.mine();
      } else {
        chain.mineAfter(intervalSeconds);
      }
    }
  }

  @Override
  public void mineAt(long unixSeconds) {
    chain.mineAt(unixSeconds);
  }

  @Override
  public boolean automine() {
    return miner.automine();
  }

  @Override
  public void automine(boolean on) {
    miner.automine(on);
  }

  @Override
  public long miningIntervalMillis() {
    return miner.intervalMillis();
  }

  @Override
  public void miningInterval(long millis) {
    if (millis > MAX_INTERVAL_MILLIS) {
      throw new IllegalArgumentException("an interval of more than a day: " + millis + " ms");
    }
    miner.interval(millis);
  }

  @Override
  public long snapshot() {
    return chain.snapshot();
  }

  @Override
  public boolean revert(long snapshot) {
    return chain.revert(snapshot);
  }

  @Override
  public long increaseTime(long seconds) {
    requireTime(seconds);
    return chain.time(time -> {
      // Blocks that came faster than one a second are ahead of the clock; the next one has to be
      // as much later as was asked for.
      long head = chain.view().head().header().timestampSeconds();
      long lead = Math.max(0, head - time.now(chain.unixSeconds()));
      requireTime(time.offsetSeconds() + lead + seconds);
      return time.shifted(lead + seconds);
    });
  }

  @Override
  public long time(long unixSeconds) {
    requireTime(unixSeconds);
    long shift = unixSeconds - chain.unixSeconds();
    return chain.time(time -> new BlockTime(shift, null, time.intervalSeconds()));
  }

  @Override
  public void nextBlockTime(long unixSeconds) {
    chain.nextBlockTime(unixSeconds);
  }

  @Override
  public boolean blockTimeInterval(@Nullable Long seconds) {
    requireTime(seconds == null ? 0 : seconds);
    boolean was = chain.time().intervalSeconds() != null;
    var _ = chain.time(time -> time.every(seconds));
    return was;
  }

  private static void requireTime(long seconds) {
    if (seconds > BlockTime.MAX_SECONDS) {
      throw new IllegalArgumentException("too far away: " + seconds + " seconds");
    }
  }

  @Override
  public void nextBaseFee(Wei baseFee) {
    chain.plan(plan -> plan.withBaseFee(baseFee));
  }

  @Override
  public void nextPrevRandao(Hash prevRandao) {
    chain.plan(plan -> plan.withPrevRandao(prevRandao));
  }

  @Override
  public void gasLimit(long gasLimit) {
    if (gasLimit < LEAST_GAS_LIMIT) {
      throw new IllegalArgumentException(
          "a block of " + gasLimit + " gas holds no transaction, which takes " + LEAST_GAS_LIMIT);
    }
    chain.plan(plan -> plan.withGasLimit(gasLimit));
  }

  @Override
  public void feeRecipient(Address account) {
    chain.plan(plan -> plan.withFeeRecipient(account));
  }

  @Override
  public void balance(Address account, Wei balance) {
    chain.alter(state -> Edits.balance(state, account, balance));
  }

  @Override
  public void addBalance(Address account, Wei amount) {
    chain.alter(state -> Edits.moreBalance(state, account, amount));
  }

  @Override
  public void code(Address account, Bytes code) {
    chain.alter(state -> Edits.code(state, account, code));
  }

  @Override
  public void nonce(Address account, long nonce) {
    chain.alter(state -> Edits.nonce(state, account, nonce));
  }

  @Override
  public void slot(Address account, UInt256 key, UInt256 value) {
    chain.alter(state -> Edits.slot(state, account, key, value));
  }

  @Override
  public boolean drop(Hash transaction) {
    return chain.drop(transaction);
  }

  @Override
  public void dropAll() {
    chain.drop(_ -> true);
  }

  @Override
  public void dropOf(Address sender) {
    chain.drop(sender::equals);
  }

  @Override
  public StateDiff dump() {
    return chain.dump();
  }

  @Override
  public void load(StateDiff accounts) {
    chain.alter(_ -> accounts);
  }

  @Override
  public Standing standing() {
    return chain.standing();
  }

  @Override
  public void reset() {
    chain.reset();
  }
}
