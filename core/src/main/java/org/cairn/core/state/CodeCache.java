package org.cairn.core.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairn.core.store.Store;
import org.cairn.core.store.Table;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;

/// Code by hash, the codes used last in memory. Locked; the store is read outside of the lock.
final class CodeCache {
  private static final long MAX_BYTES = 8L << 20;

  private final Store store;
  private final Map<Hash, Bytes> codes = new LinkedHashMap<>(16, 0.75f, true);
  private long sizeBytes;

  CodeCache(Store store) {
    this.store = store;
  }

  Bytes code(Hash codeHash) {
    if (codeHash.equals(Account.NO_CODE)) {
      return Bytes.EMPTY;
    }
    synchronized (codes) {
      Bytes cached = codes.get(codeHash);
      if (cached != null) {
        return cached;
      }
    }
    byte[] stored = store.get(Table.CODES, codeHash.shared());
    if (stored == null) {
      throw new InvariantViolation("no code with the hash " + codeHash);
    }
    Bytes code = Bytes.wrap(stored);
    keep(codeHash, code);
    return code;
  }

  private void keep(Hash codeHash, Bytes code) {
    synchronized (codes) {
      if (codes.putIfAbsent(codeHash, code) != null) {
        return;
      }
      sizeBytes += code.size();
      for (Iterator<Bytes> eldest = codes.values().iterator(); sizeBytes > MAX_BYTES; ) {
        sizeBytes -= eldest.next().size();
        eldest.remove();
      }
    }
  }
}
