package org.cairn.core.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Random batches against a trie built from nothing: the root, each former value, and the exact set
/// of stored nodes must agree after every batch.
class TriePropertyTest {
  private static final int BATCHES = 60;

  private final Map<Bytes, byte[]> stored = new HashMap<>();
  private final SortedMap<Bytes, byte[]> model = new TreeMap<>();

  private byte @Nullable [] node(byte[] path, byte[] hash) {
    byte[] rlp = stored.get(Bytes.of(path));
    return rlp != null && Keccak256.hash(rlp).equals(Hash.of(hash)) ? rlp : null;
  }

  @Test
  void with_randomBatches_keepsExactlyTheNodesOfTheNewTrie() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    for (int run = 0; run < 30; run++) {
      stored.clear();
      model.clear();
      runBatches(new Random(seed + run), run % 3);
    }
  }

  private void runBatches(Random random, int shape) {
    Trie trie = Trie.ofAccounts(BulkRoot.EMPTY, this::node);
    for (int batch = 1; batch <= BATCHES; batch++) {
      SortedMap<Bytes, Bytes> changes = batch(random, shape);
      byte[][] keys = changes.keySet().stream().map(Bytes::toArray).toArray(byte[][]::new);
      byte[][] values =
          changes.values().stream()
              .map(v -> v.isEmpty() ? null : v.toArray())
              .toArray(byte[][]::new);
      TrieUpdate update = trie.with(keys, values, batch);
      for (int i = 0; i < keys.length; i++) {
        assertThat(update.formerValues()[i]).isEqualTo(model.get(Bytes.of(keys[i])));
        if (values[i] == null) {
          model.remove(Bytes.of(keys[i]));
        } else {
          model.put(Bytes.of(keys[i]), values[i]);
        }
      }
      store(update);
      trie = update.trie();
      assertThat(trie.root()).isEqualTo(NaiveTrie.root(model));
      assertThat(contents(stored)).isEqualTo(contents(storedFromNothing()));
      if (random.nextInt(3) == 0) {
        var _ = trie.unload(batch - random.nextInt(4));
      } else if (random.nextInt(5) == 0) {
        trie = Trie.ofAccounts(trie.root(), this::node);
      }
    }
  }

  private void store(TrieUpdate update) {
    update.deletedPaths().forEach(path -> stored.remove(Bytes.of(path)));
    for (int i = 0; i < update.paths().size(); i++) {
      stored.put(Bytes.of(update.paths().get(i)), update.nodes().get(i));
    }
  }

  private Map<Bytes, byte[]> storedFromNothing() {
    byte[][] keys = model.keySet().stream().map(Bytes::toArray).toArray(byte[][]::new);
    byte[][] values = model.values().toArray(byte[][]::new);
    TrieUpdate update = Trie.ofAccounts(BulkRoot.EMPTY, (_, _) -> null).with(keys, values, 0);
    assertThat(update.deletedPaths().stream().filter(this::isStored)).isEmpty();
    Map<Bytes, byte[]> nodes = new HashMap<>();
    for (int i = 0; i < update.paths().size(); i++) {
      nodes.put(Bytes.of(update.paths().get(i)), update.nodes().get(i));
    }
    return nodes;
  }

  private boolean isStored(byte[] path) {
    return stored.containsKey(Bytes.of(path));
  }

  private static Map<Bytes, Bytes> contents(Map<Bytes, byte[]> nodes) {
    Map<Bytes, Bytes> contents = new TreeMap<>();
    nodes.forEach((path, rlp) -> contents.put(path, Bytes.of(rlp)));
    return contents;
  }

  /// Shape 0: hashes. Shape 1: few nibbles, so that branches come and go. Shape 2: keys that differ
  /// in their last bytes only and tiny values, so that nodes lie inside their parents.
  private SortedMap<Bytes, Bytes> batch(Random random, int shape) {
    SortedMap<Bytes, Bytes> changes = new TreeMap<>();
    int size = 1 + random.nextInt(20);
    Bytes[] known = model.keySet().toArray(Bytes[]::new);
    for (int i = 0; i < size; i++) {
      boolean former = known.length > 0 && random.nextBoolean();
      Bytes key = former ? known[random.nextInt(known.length)] : key(random, shape);
      changes.put(key, random.nextInt(5) < 2 ? Bytes.EMPTY : value(random, shape));
    }
    if (random.nextInt(15) == 0) {
      model.keySet().forEach(key -> changes.put(key, Bytes.EMPTY));
    }
    return changes;
  }

  private static Bytes key(Random random, int shape) {
    byte[] key = new byte[32];
    switch (shape) {
      case 0 -> random.nextBytes(key);
      case 1 -> {
        key[0] = (byte) (random.nextInt(2) * 0x11);
        key[9] = (byte) (random.nextInt(3) * 0x10);
        key[31] = (byte) random.nextInt(5);
      }
      default -> {
        key[29] = (byte) random.nextInt(2);
        key[30] = (byte) (random.nextInt(4) * 0x40);
        key[31] = (byte) random.nextInt(256);
      }
    }
    return Bytes.wrap(key);
  }

  private static Bytes value(Random random, int shape) {
    byte[] value = new byte[shape == 2 ? 1 : 1 + random.nextInt(100)];
    random.nextBytes(value);
    return Bytes.wrap(value);
  }
}
