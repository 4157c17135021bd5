package org.cairn.rpc.server;

import java.util.List;
import java.util.TreeMap;
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

/// A chain for development on which nothing has any effect.
final class FakeDevelopment implements DevelopmentChain {
  @Override
  public List<Address> accounts() {
    return List.of();
  }

  @Override
  public boolean sendsFor(Address account) {
    return false;
  }

  @Override
  public @Nullable Signature sign(Address account, Hash message) {
    return null;
  }

  @Override
  public Submission send(Transaction transaction, Address sender) {
    return new Submission.Malformed("nothing is sent here");
  }

  @Override
  public Submission sendUnsigned(Transaction transaction, Address sender) {
    return new Submission.Malformed("nothing is sent here");
  }

  @Override
  public void impersonate(Address account, boolean on) {}

  @Override
  public void impersonateAll(boolean on) {}

  @Override
  public void mine(long count, @Nullable Long intervalSeconds) {}

  @Override
  public void mineAt(long unixSeconds) {}

  @Override
  public boolean automine() {
    return false;
  }

  @Override
  public void automine(boolean on) {}

  @Override
  public long miningIntervalMillis() {
    return 0;
  }

  @Override
  public void miningInterval(long millis) {}

  @Override
  public long snapshot() {
    return 0;
  }

  @Override
  public boolean revert(long snapshot) {
    return false;
  }

  @Override
  public long increaseTime(long seconds) {
    return 0;
  }

  @Override
  public long time(long unixSeconds) {
    return 0;
  }

  @Override
  public void nextBlockTime(long unixSeconds) {}

  @Override
  public boolean blockTimeInterval(@Nullable Long seconds) {
    return false;
  }

  @Override
  public void nextBaseFee(Wei baseFee) {}

  @Override
  public void nextPrevRandao(Hash prevRandao) {}

  @Override
  public void gasLimit(long gasLimit) {}

  @Override
  public void feeRecipient(Address account) {}

  @Override
  public void balance(Address account, Wei balance) {}

  @Override
  public void addBalance(Address account, Wei amount) {}

  @Override
  public void code(Address account, Bytes code) {}

  @Override
  public void nonce(Address account, long nonce) {}

  @Override
  public void slot(Address account, UInt256 key, UInt256 value) {}

  @Override
  public boolean drop(Hash transaction) {
    return false;
  }

  @Override
  public void dropAll() {}

  @Override
  public void dropOf(Address sender) {}

  @Override
  public StateDiff dump() {
    return StateDiff.NOTHING;
  }

  @Override
  public void load(StateDiff accounts) {}

  @Override
  public void reset() {}

  @Override
  public Standing standing() {
    return new Standing("Osaka", Hash.ZERO, Wei.ZERO, 0, new TreeMap<>());
  }
}
