package org.cairn.evm.world;

import org.cairn.core.state.Account;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.Code;
import org.jspecify.annotations.Nullable;

/// An account as the running block sees it. Only its [World] changes it, with an entry in the
/// journal.
///
/// A stamp is the number of a transaction within the world: what carries the current stamp has
/// happened in the current transaction, so nothing need be cleared between transactions.
public final class AccountState {
  final Address address;
  final long limb2;
  final long limb1;
  final long limb0;

  /// The account at the start of the block.
  final @Nullable Account base;

  final boolean alwaysWarm;

  boolean exists;
  long nonce;
  UInt256 balance;
  Hash codeHash;

  /// The code once it was needed.
  @Nullable Code code;

  /// The slots at the start of the block are gone.
  boolean storageCleared;

  SlotTable storage = new SlotTable();
  SlotTable transientStorage = new SlotTable();
  long transientStamp;
  long warmStamp;
  long touchedStamp;
  long createdStamp;
  long destroyedStamp;

  AccountState(Address address, long[] limbs, @Nullable Account base, boolean alwaysWarm) {
    this.address = address;
    this.limb2 = limbs[2];
    this.limb1 = limbs[1];
    this.limb0 = limbs[0];
    this.base = base;
    this.alwaysWarm = alwaysWarm;
    exists = base != null;
    nonce = base == null ? 0 : base.nonce();
    balance = base == null ? UInt256.ZERO : base.balance().value();
    codeHash = base == null ? Account.NO_CODE : base.codeHash();
  }

  boolean hasAddress(long limb2, long limb1, long limb0) {
    return this.limb0 == limb0 && this.limb1 == limb1 && this.limb2 == limb2;
  }

  public Address address() {
    return address;
  }

  public boolean exists() {
    return exists;
  }

  /// EIP-161: no nonce, no balance, no code.
  public boolean isEmpty() {
    return nonce == 0 && balance.isZero() && !hasCode();
  }

  public long nonce() {
    return nonce;
  }

  public UInt256 balance() {
    return balance;
  }

  public Hash codeHash() {
    return codeHash;
  }

  public boolean hasCode() {
    return !codeHash.equals(Account.NO_CODE);
  }

  /// What the account is now; absent when it does not exist.
  @Nullable Account now() {
    return exists ? new Account(nonce, new Wei(balance), codeHash) : null;
  }

  /// Ends the account with its storage.
  void remove() {
    exists = false;
    nonce = 0;
    balance = UInt256.ZERO;
    codeHash = Account.NO_CODE;
    code = Code.EMPTY;
    storageCleared = true;
    storage = new SlotTable();
  }
}
