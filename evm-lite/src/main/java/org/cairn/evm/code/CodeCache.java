package org.cairn.evm.code;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.core.state.Account;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Code by hash, with its jump destinations, least recently used out first. Usable from any thread.
///
/// A world asks once per account and block, so one lock is enough. It guards the map and the
/// weight, which is always the sum over the map.
public final class CodeCache {
  /// The bound of a cache when nobody says otherwise.
  public static final long DEFAULT_MAX_BYTES = 16L << 20;

  private final Map<Hash, Code> byHash = new LinkedHashMap<>(16, 0.75f, true);
  private final long maxBytes;
  private long weightBytes;

  public CodeCache() {
    this(DEFAULT_MAX_BYTES);
  }

  public CodeCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// The code with that hash, from the cache or else from the state.
  public Code get(Hash hash, StateReader state) {
    if (hash.equals(Account.NO_CODE)) {
      return Code.EMPTY;
    }
    Code cached = cached(hash);
    if (cached == null) {
      cached = Code.of(state.code(hash), hash);
      add(cached);
    }
    return cached;
  }

  private synchronized @Nullable Code cached(Hash hash) {
    return byHash.get(hash);
  }

  private synchronized void add(Code code) {
    if (byHash.putIfAbsent(code.hash(), code) == null) {
      weightBytes += code.weightBytes();
    }
    Iterator<Code> oldest = byHash.values().iterator();
    while (weightBytes > maxBytes && oldest.hasNext()) {
      weightBytes -= oldest.next().weightBytes();
      oldest.remove();
    }
  }

  synchronized long weightBytes() {
    return weightBytes;
  }
}
