package org.cairn.core.state;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An immutable map whose changes make another one that shares nearly all with it: a hash array
/// mapped trie, with five bits of the key's hash a level. Any thread may read. Many states lie upon
/// one another in it for the price of what differs.
final class PersistentMap<K, V> {
  private static final int LEVEL_BITS = 5;
  private static final int LEVEL_MASK = (1 << LEVEL_BITS) - 1;

  /// What a place holds: one entry, several whose hashes are the same, or a level of places.
  private sealed interface Node<K, V> {}

  private record Entry<K, V>(int hash, K key, V value) implements Node<K, V> {}

  @SuppressWarnings("ArrayRecordComponent") // never changed, compared nowhere
  private record Clash<K, V>(Entry<K, V>[] entries) implements Node<K, V> {}

  /// `bitmap` says which of the 32 places are taken; `places` are those.
  @SuppressWarnings("ArrayRecordComponent") // never changed, compared nowhere
  private record Level<K, V>(int bitmap, Node<K, V>[] places) implements Node<K, V> {
    int index(int bit) {
      return Integer.bitCount(bitmap & (bit - 1));
    }
  }

  private final @Nullable Node<K, V> root;

  private PersistentMap(@Nullable Node<K, V> root) {
    this.root = root;
  }

  static <K, V> PersistentMap<K, V> empty() {
    return new PersistentMap<>(null);
  }

  @Nullable V get(K key) {
    int hash = spread(key);
    Node<K, V> node = root;
    int shift = 0;
    while (node != null) {
      switch (node) {
        case Entry<K, V> entry -> {
          return entry.hash == hash && entry.key.equals(key) ? entry.value : null;
        }
        case Clash<K, V> clash -> {
          for (Entry<K, V> entry : clash.entries) {
            if (entry.hash == hash && entry.key.equals(key)) {
              return entry.value;
            }
          }
          return null;
        }
        case Level<K, V> level -> {
          int bit = bit(hash, shift);
          node = (level.bitmap & bit) == 0 ? null : level.places[level.index(bit)];
          shift += LEVEL_BITS;
        }
      }
    }
    return null;
  }

  PersistentMap<K, V> with(K key, V value) {
    var entry = new Entry<>(spread(key), key, value);
    return new PersistentMap<>(root == null ? entry : put(root, entry, 0));
  }

  PersistentMap<K, V> without(K key) {
    return get(key) == null || root == null
        ? this
        : new PersistentMap<>(remove(root, spread(key), key, 0));
  }

  boolean isEmpty() {
    return root == null;
  }

  void forEach(BiConsumer<K, V> visitor) {
    if (root != null) {
      visit(root, visitor);
    }
  }

  private static <K, V> void visit(Node<K, V> node, BiConsumer<K, V> visitor) {
    switch (node) {
      case Entry<K, V> entry -> visitor.accept(entry.key, entry.value);
      case Clash<K, V> clash -> {
        for (Entry<K, V> entry : clash.entries) {
          visitor.accept(entry.key, entry.value);
        }
      }
      case Level<K, V> level -> {
        for (Node<K, V> place : level.places) {
          visit(place, visitor);
        }
      }
    }
  }

  private static <K, V> Node<K, V> put(Node<K, V> node, Entry<K, V> entry, int shift) {
    return switch (node) {
      case Entry<K, V> other ->
          other.hash == entry.hash && other.key.equals(entry.key)
              ? entry
              : apart(other, other.hash, entry, shift);
      case Clash<K, V> clash ->
          clash.entries[0].hash == entry.hash
              ? joined(clash, entry)
              : apart(clash, clash.entries[0].hash, entry, shift);
      case Level<K, V> level -> {
        int bit = bit(entry.hash, shift);
        int index = level.index(bit);
        if ((level.bitmap & bit) == 0) {
          Node<K, V>[] places = Arrays.copyOf(level.places, level.places.length + 1);
          System.arraycopy(level.places, index, places, index + 1, level.places.length - index);
          places[index] = entry;
          yield new Level<>(level.bitmap | bit, places);
        }
        Node<K, V>[] places = level.places.clone();
        places[index] = put(places[index], entry, shift + LEVEL_BITS);
        yield new Level<>(level.bitmap, places);
      }
    };
  }

  private static <K, V> Clash<K, V> joined(Clash<K, V> clash, Entry<K, V> entry) {
    for (int i = 0; i < clash.entries.length; i++) {
      if (clash.entries[i].key.equals(entry.key)) {
        Entry<K, V>[] entries = clash.entries.clone();
        entries[i] = entry;
        return new Clash<>(entries);
      }
    }
    Entry<K, V>[] entries = Arrays.copyOf(clash.entries, clash.entries.length + 1);
    entries[clash.entries.length] = entry;
    return new Clash<>(entries);
  }

  /// Two that shared a place, each at its own.
  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic types
  private static <K, V> Node<K, V> apart(
      Node<K, V> former, int formerHash, Entry<K, V> entry, int shift) {
    if (formerHash == entry.hash) {
      return new Clash<>(new Entry[] {(Entry<K, V>) former, entry});
    }
    int formerBit = bit(formerHash, shift);
    int bit = bit(entry.hash, shift);
    if (formerBit == bit) {
      return new Level<>(bit, new Node[] {apart(former, formerHash, entry, shift + LEVEL_BITS)});
    }
    boolean formerFirst = Integer.compareUnsigned(formerBit, bit) < 0;
    return new Level<>(
        formerBit | bit, formerFirst ? new Node[] {former, entry} : new Node[] {entry, former});
  }

  /// The node without a key that it has, or nothing when it had no other.
  private static <K, V> @Nullable Node<K, V> remove(Node<K, V> node, int hash, K key, int shift) {
    return switch (node) {
      case Entry<K, V> _ -> null;
      case Clash<K, V> clash -> {
        Entry<K, V>[] left =
            Arrays.stream(clash.entries)
                .filter(entry -> !entry.key.equals(key))
                .toArray(length -> Arrays.copyOf(clash.entries, length));
        yield left.length == 1 ? left[0] : new Clash<>(left);
      }
      case Level<K, V> level -> {
        int bit = bit(hash, shift);
        int index = level.index(bit);
        Node<K, V> below = remove(level.places[index], hash, key, shift + LEVEL_BITS);
        if (below != null) {
          Node<K, V>[] places = level.places.clone();
          places[index] = below;
          yield new Level<>(level.bitmap, places);
        }
        if (level.places.length == 1) {
          yield null;
        }
        Node<K, V>[] places = Arrays.copyOf(level.places, level.places.length - 1);
        System.arraycopy(level.places, index + 1, places, index, places.length - index);
        yield new Level<>(level.bitmap & ~bit, places);
      }
    };
  }

  private static int bit(int hash, int shift) {
    return 1 << (hash >>> shift & LEVEL_MASK);
  }

  /// Words that count up differ in their last bits only.
  private static int spread(Object key) {
    int hash = key.hashCode() * 0x9e3779b9;
    return hash ^ hash >>> 16;
  }
}
