package org.cairn.rpc.port;

import java.util.SortedMap;
import org.cairn.core.block.Transaction;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// What one may do to a development chain that no other chain allows. From any thread. A method
/// throws [IllegalArgumentException] with a text for the client when it is asked for what cannot
/// be.
public interface DevelopmentChain extends UnlockedAccounts {
  /// Hands a transaction in that is marked, whoever its sender is.
  Submission sendUnsigned(Transaction transaction, Address sender);

  /// Sends in the account's name without its key, or no longer.
  void impersonate(Address account, boolean on);

  /// The same for all accounts.
  void impersonateAll(boolean on);

  /// Makes so many blocks, the given seconds apart where they are given.
  void mine(long count, @Nullable Long intervalSeconds);

  /// Makes a block that has that time.
  void mineAt(long unixSeconds);

  /// Whether a transaction gets its block at once.
  boolean automine();

  void automine(boolean on);

  /// How many milliseconds lie between two blocks that come by themselves; 0 when none do.
  long miningIntervalMillis();

  void miningInterval(long millis);

  /// Remembers all there is, to return to it once.
  long snapshot();

  /// Returns to a snapshot; it and those after it are gone. False when there is none.
  boolean revert(long snapshot);

  /// Sets the clock forward, and answers with how far it is off altogether.
  long increaseTime(long seconds);

  /// Sets the clock, and answers with how far it is off.
  long time(long unixSeconds);

  /// Fixes the time of the next block, from which the clock then goes on.
  void nextBlockTime(long unixSeconds);

  /// Fixes the seconds between blocks; nothing lets the clock decide again. Whether they were
  /// fixed.
  boolean blockTimeInterval(@Nullable Long seconds);

  void nextBaseFee(Wei baseFee);

  void nextPrevRandao(Hash prevRandao);

  void gasLimit(long gasLimit);

  void feeRecipient(Address account);

  void balance(Address account, Wei balance);

  void addBalance(Address account, Wei amount);

  void code(Address account, Bytes code);

  void nonce(Address account, long nonce);

  void slot(Address account, UInt256 key, UInt256 value);

  /// Takes a transaction out of the pool; whether it was there.
  boolean drop(Hash transaction);

  void dropAll();

  void dropOf(Address sender);

  /// All accounts after the last block.
  StateDiff dump();

  /// Puts these accounts in the place of those that are there.
  void load(StateDiff accounts);

  /// Goes back to the first block and forgets everything.
  void reset();

  /// What the chain is just now. `instance` is another for each chain, and after each reset.
  record Standing(
      String hardFork,
      Hash instance,
      Wei nextBaseFee,
      long gasLimit,
      SortedMap<Long, HashedHeader> snapshots) {}

  Standing standing();
}
