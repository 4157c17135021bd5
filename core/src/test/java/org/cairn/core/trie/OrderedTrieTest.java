package org.cairn.core.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

class OrderedTrieTest {
  @Test
  void root_ofNothing_isTheEmptyRoot() {
    assertThat(OrderedTrie.root(List.of())).isEqualTo(BulkRoot.EMPTY);
  }

  @Test
  void root_ofAnyCount_equalsTheOracle() {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    Random random = new Random(seed);
    for (int count : new int[] {1, 2, 16, 17, 127, 128, 129, 255, 256, 257, 700}) {
      List<byte[]> values = new ArrayList<>();
      SortedMap<Bytes, byte[]> entries = new TreeMap<>();
      for (int index = 0; index < count; index++) {
        byte[] value = new byte[1 + random.nextInt(200)];
        random.nextBytes(value);
        values.add(value);
        entries.put(new RlpWriter().scalar(index).toBytes(), value);
      }
      assertThat(OrderedTrie.root(values)).as("count %d", count).isEqualTo(NaiveTrie.root(entries));
    }
  }

  @Test
  void root_ofTinyValues_embedsNodes() {
    SortedMap<Bytes, byte[]> entries = new TreeMap<>();
    List<byte[]> values = new ArrayList<>();
    for (int index = 0; index < 20; index++) {
      values.add(new byte[] {(byte) (index + 1)});
      entries.put(new RlpWriter().scalar(index).toBytes(), values.get(index));
    }
    assertThat(OrderedTrie.root(values)).isEqualTo(NaiveTrie.root(entries));
  }

  @Test
  void root_ofAHugeValue_equalsTheOracle() {
    byte[] value = new byte[70_000];
    SortedMap<Bytes, byte[]> entries = new TreeMap<>();
    entries.put(Bytes.fromHex("0x80"), value);
    assertThat(OrderedTrie.root(List.of(value))).isEqualTo(NaiveTrie.root(entries));
  }

  @Test
  void bulkRoot_ofKeysOutOfOrder_isRefused() {
    byte[][] values = {{1}, {2}};
    assertThatThrownBy(() -> BulkRoot.of(new byte[][] {{2}, {1}}, values))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BulkRoot.of(new byte[][] {{1}, {1}}, values))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BulkRoot.of(new byte[][] {{1}, {1, 2}}, values))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BulkRoot.of(new byte[][] {{1}}, values))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bulkRoot_ofAccountLeaf_equalsTheKnownRoot() {
    // One withdrawal-free block's empty list, and the root of the state with no account, are the
    // same published constant.
    assertThat(BulkRoot.of(new byte[0][], new byte[0][]))
        .isEqualTo(
            Hash.fromHex("0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"));
  }
}
