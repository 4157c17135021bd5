package org.cairn.rpc.subscription;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.types.Hash;

/// The hashes of the last transactions that became pending, numbered through from 0. Written by any
/// thread of the node, read by many; whoever reads too seldom misses the oldest.
final class PendingHashes {
  static final int CAPACITY = 1 << 14;

  /// Hashes, and the number of the one after the last.
  record Part(List<Hash> hashes, long next) {
    Part {
      hashes = List.copyOf(hashes);
    }
  }

  private final Hash[] ring = new Hash[CAPACITY];
  private long count;

  /// The lock keeps `ring` and `count` in step; nothing else happens under it.
  synchronized void add(Hash hash) {
    ring[(int) (count % CAPACITY)] = hash;
    count++;
  }

  synchronized long count() {
    return count;
  }

  /// Those from a number on that are still there.
  synchronized Part since(long first) {
    List<Hash> hashes = new ArrayList<>();
    for (long i = Math.max(first, count - CAPACITY); i < count; i++) {
      hashes.add(ring[(int) (i % CAPACITY)]);
    }
    return new Part(hashes, count);
  }
}
