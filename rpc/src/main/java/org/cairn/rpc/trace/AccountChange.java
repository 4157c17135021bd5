package org.cairn.rpc.trace;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// What a transaction made of an account: nothing before when it was born, nothing after when it
/// died. The slots are those that changed.
public record AccountChange(
    @Nullable Account before, @Nullable Account after, SortedMap<UInt256, SlotChange> slots) {
  public AccountChange {
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
  }

  /// An account at one moment, but for its slots.
  public record Account(UInt256 balance, long nonce, Bytes code) {
    /// Whether it is as if it were not there (EIP-161).
    public boolean isEmpty() {
      return balance.isZero() && nonce == 0 && code.isEmpty();
    }
  }

  /// A slot's values.
  public record SlotChange(UInt256 before, UInt256 after) {}
}
