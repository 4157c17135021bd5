package org.cairn.core.state;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// All that a block changes, in address and slot order, so that every node derives the same bytes
/// from it. `codes` are those that a change refers to and that may be new.
public record StateDiff(SortedMap<Address, AccountChange> accounts, SortedMap<Hash, Bytes> codes) {
  public static final StateDiff NOTHING = new StateDiff(new TreeMap<>(), new TreeMap<>());

  static final SortedMap<UInt256, UInt256> NO_SLOTS = Collections.emptySortedMap();

  public StateDiff {
    accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
    codes = Collections.unmodifiableSortedMap(new TreeMap<>(codes));
  }

  /// What becomes of one account. `after` is absent when the account ceases to exist.
  /// `storageCleared` says that all former slots are gone before `slots` apply; a slot that becomes
  /// zero is in `slots` with the value zero.
  public record AccountChange(
      @Nullable Account after, boolean storageCleared, SortedMap<UInt256, UInt256> slots) {
    public AccountChange {
      slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    }
  }
}
