package org.cairn.genesis.spec;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;

/// What one account has at genesis. `nonce` is an unsigned 64-bit number; slots of zero are left
/// out.
public record GenesisAccount(
    Wei balance, long nonce, Bytes code, SortedMap<UInt256, UInt256> storage) {
  public GenesisAccount {
    TreeMap<UInt256, UInt256> copy = new TreeMap<>(storage);
    copy.values().removeIf(UInt256::isZero);
    storage = Collections.unmodifiableSortedMap(copy);
  }

  /// An account that only holds coins.
  public static GenesisAccount funded(Wei balance) {
    return new GenesisAccount(balance, 0, Bytes.EMPTY, new TreeMap<>());
  }

  /// A contract that is there from the start. EIP-161 gives contracts the nonce 1.
  public static GenesisAccount contract(Bytes code) {
    return new GenesisAccount(Wei.ZERO, 1, code, new TreeMap<>());
  }
}
