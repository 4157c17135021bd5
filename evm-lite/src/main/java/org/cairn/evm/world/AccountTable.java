package org.cairn.evm.world;

import org.jspecify.annotations.Nullable;

/// Accounts by address: a hash table with linear probing, keyed by limbs so that a lookup allocates
/// nothing. Its order never reaches an output.
final class AccountTable {
  private static final int INITIAL_CAPACITY = 64;

  private @Nullable AccountState[] accounts = new AccountState[INITIAL_CAPACITY];
  private int count;

  private static int hash(long limb2, long limb1, long limb0) {
    long mixed = limb0 * 0x9e3779b97f4a7c15L ^ limb1 * 0xc2b2ae3d27d4eb4fL;
    mixed = Long.rotateLeft(mixed, 31) * 0x165667b19e3779f9L ^ limb2 * 0x85ebca77c2b2ae63L;
    mixed *= 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  @Nullable AccountState find(long limb2, long limb1, long limb0) {
    int mask = accounts.length - 1;
    int index = hash(limb2, limb1, limb0) & mask;
    while (true) {
      AccountState account = accounts[index];
      if (account == null || account.hasAddress(limb2, limb1, limb0)) {
        return account;
      }
      index = (index + 1) & mask;
    }
  }

  /// Adds an account whose address is not in the table.
  void add(AccountState account) {
    if (2 * (count + 1) > accounts.length) {
      @Nullable AccountState[] former = accounts;
      accounts = new AccountState[2 * former.length];
      for (AccountState each : former) {
        if (each != null) {
          place(each);
        }
      }
    }
    place(account);
    count++;
  }

  private void place(AccountState account) {
    int mask = accounts.length - 1;
    int index = hash(account.limb2, account.limb1, account.limb0) & mask;
    while (accounts[index] != null) {
      index = (index + 1) & mask;
    }
    accounts[index] = account;
  }

  /// The table's array, with gaps.
  @Nullable AccountState[] array() {
    return accounts;
  }
}
