package org.cairn.p2p.gossip;

import java.nio.ByteBuffer;
import org.cairn.core.types.Hash;

/// A set of hashes that forgets the oldest: two tables of 64-bit prefixes, of which the older is
/// thrown away when the newer is full. It remembers at least `capacity` of the latest hashes and at
/// most twice that many, in 16 bytes each. Two hashes with one prefix are taken for the same, which
/// nobody can bring about for a given transaction. Not safe for several threads.
///
/// The position in the table depends on a secret factor, so that hashes cannot be chosen to pile up
/// in one place.
final class SeenHashes {
  private final int capacity;
  private final long factor;
  private final int shift;
  private long[] newer = new long[0];
  private long[] older = new long[0];
  private int newerCount;

  /// @param secret a random number
  /// @throws IllegalArgumentException when the capacity is no power of two of at least 2
  SeenHashes(int capacity, long secret) {
    if (capacity < 2 || Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    this.capacity = capacity;
    this.factor = secret | 1;
    this.shift = 64 - Integer.numberOfTrailingZeros(capacity) - 1;
  }

  /// Remembers a hash; true when it was not known.
  boolean add(Hash hash) {
    long key = key(hash);
    if (isIn(older, key)) {
      return false;
    }
    if (newer.length == 0) {
      newer = new long[2 * capacity];
    }
    int slot = slot(newer, key);
    if (newer[slot] == key) {
      return false;
    }
    newer[slot] = key;
    newerCount++;
    if (newerCount >= capacity) {
      older = newer;
      newer = new long[2 * capacity];
      newerCount = 0;
    }
    return true;
  }

  boolean contains(Hash hash) {
    long key = key(hash);
    return isIn(newer, key) || isIn(older, key);
  }

  private static long key(Hash hash) {
    long prefix = ByteBuffer.wrap(hash.shared()).getLong();
    return prefix == 0 ? 1 : prefix;
  }

  private boolean isIn(long[] table, long key) {
    return table.length > 0 && table[slot(table, key)] == key;
  }

  /// Where the key is, or the free place where it belongs. A table is at most half full.
  private int slot(long[] table, long key) {
    int slot = (int) ((key * factor) >>> shift);
    while (table[slot] != 0 && table[slot] != key) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }
}
