package org.cairn.rpc.trace;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// An account at one moment, as far as it is of interest.
public record AccountShot(
    @Nullable UInt256 balance,
    @Nullable Long nonce,
    @Nullable Bytes code,
    @Nullable Hash codeHash,
    SortedMap<UInt256, UInt256> slots) {
  public AccountShot {
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
  }
}
