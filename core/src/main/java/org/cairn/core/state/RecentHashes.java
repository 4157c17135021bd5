package org.cairn.core.state;

import java.util.function.Function;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The hashes of keys that were looked up lately: half of what a look-up in the state costs that is
/// in memory. A key has one place, from which the next one with that place drives it out. Any
/// thread may use it: an entry is immutable, and one that is lost to a race is computed again.
final class RecentHashes<K> {
  private static final int PLACES = 1 << 12;

  private record Entry<K>(K key, Hash hash) {}

  private final @Nullable Object[] entries = new Object[PLACES];
  private final Function<K, byte[]> encoding;

  /// @param encoding what is hashed of a key
  RecentHashes(Function<K, byte[]> encoding) {
    this.encoding = encoding;
  }

  Hash of(K key) {
    int mixed = key.hashCode() * 0x9e3779b9;
    int place = mixed >>> 20;
    if (entries[place] instanceof Entry<?> entry && entry.key.equals(key)) {
      return entry.hash;
    }
    Hash hash = Keccak256.hash(encoding.apply(key));
    entries[place] = new Entry<>(key, hash);
    return hash;
  }
}
