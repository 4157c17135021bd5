package org.cairn.core.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// One sender's transactions by nonce, gaps and all, with what the head's state says of the sender.
/// Those that follow the account's nonce without a gap are executable. Guarded by the pool's lock.
final class SenderQueue {
  final Address sender;
  private final NavigableMap<Long, Pooled> byNonce = new TreeMap<>(Long::compareUnsigned);
  private long accountNonce;
  private UInt256 balance;
  private boolean delegates;

  /// The nonce behind the last executable one.
  private long nextNonce;

  /// The costs of all added up: never more than the balance at the time of the last addition.
  private UInt256 totalCost = UInt256.ZERO;

  SenderQueue(Address sender, SenderState state) {
    this.sender = sender;
    this.accountNonce = state.nonce();
    this.nextNonce = state.nonce();
    this.balance = state.balance();
    this.delegates = state.delegates();
  }

  long accountNonce() {
    return accountNonce;
  }

  UInt256 balance() {
    return balance;
  }

  boolean delegates() {
    return delegates;
  }

  long nextNonce() {
    return nextNonce;
  }

  UInt256 totalCost() {
    return totalCost;
  }

  /// Whether the balance covers one more cost beside all that wait.
  boolean affords(UInt256 cost) {
    return affords(balance, totalCost, cost);
  }

  /// Without the sum of the two costs, which may have more than 256 bits.
  static boolean affords(UInt256 balance, UInt256 committed, UInt256 cost) {
    return committed.compareTo(balance) <= 0 && cost.compareTo(balance.minus(committed)) <= 0;
  }

  int size() {
    return byNonce.size();
  }

  @Nullable Pooled get(long nonce) {
    return byNonce.get(nonce);
  }

  /// The one with the highest nonce: without it the others are as executable as before.
  Pooled last() {
    return byNonce.lastEntry().getValue();
  }

  /// The first that could go into the next block, or nothing.
  @Nullable Pooled firstExecutable() {
    return nextNonce == accountNonce ? null : byNonce.get(accountNonce);
  }

  Iterable<Pooled> all() {
    return byNonce.values();
  }

  /// Adds it in the place of `replaced`, and returns what becomes executable by it, itself among
  /// them.
  List<Pooled> add(Pooled pooled, @Nullable Pooled replaced) {
    if (replaced != null) {
      totalCost = totalCost.minus(replaced.cost);
    }
    totalCost = totalCost.plus(pooled.cost);
    byNonce.put(pooled.nonce(), pooled);
    if (replaced != null && replaced.executable) {
      return List.of(pooled);
    }
    return advance();
  }

  void remove(Pooled pooled) {
    byNonce.remove(pooled.nonce());
    totalCost = totalCost.minus(pooled.cost);
  }

  void learn(SenderState state) {
    accountNonce = state.nonce();
    balance = state.balance();
    delegates = state.delegates();
  }

  /// What no block will take any more: nonces that are used up, and what costs more than there is.
  List<Pooled> stale() {
    List<Pooled> stale = new ArrayList<>(byNonce.headMap(accountNonce, false).values());
    for (Pooled pooled : byNonce.tailMap(accountNonce, true).values()) {
      if (pooled.cost.compareTo(balance) > 0) {
        stale.add(pooled);
      }
    }
    return stale;
  }

  /// Finds the end of the executable ones anew from the account's nonce on.
  void restart() {
    nextNonce = accountNonce;
    while (byNonce.containsKey(nextNonce)) {
      nextNonce++;
    }
  }

  private List<Pooled> advance() {
    List<Pooled> added = new ArrayList<>(1);
    for (Pooled next = byNonce.get(nextNonce); next != null; next = byNonce.get(nextNonce)) {
      added.add(next);
      nextNonce++;
    }
    return added;
  }

  boolean isExecutable(Pooled pooled) {
    return Long.compareUnsigned(pooled.nonce(), nextNonce) < 0;
  }
}
