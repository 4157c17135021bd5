package org.cairn.core.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.junit.jupiter.api.Test;

class TrieTest {
  private static final NodeSource NOTHING = (_, _) -> null;

  @Test
  void with_noChanges_isTheSameTrie() {
    Trie trie = Trie.ofAccounts(BulkRoot.EMPTY, NOTHING);
    assertThat(trie.with(new byte[0][], new byte[0][], 1).trie()).isSameAs(trie);
    assertThat(trie.root()).isEqualTo(BulkRoot.EMPTY);
  }

  @Test
  void with_sameValueAgain_writesNothing() {
    Trie trie = trieOf(100);
    byte[][] key = {key(5)};
    TrieUpdate update = trie.with(key, new byte[][] {value(5)}, 2);
    assertThat(update.trie()).isSameAs(trie);
    assertThat(update.nodes()).isEmpty();
    assertThat(update.deletedPaths()).isEmpty();
  }

  @Test
  void with_removalOfAnAbsentKey_writesNothing() {
    Trie trie = trieOf(100);
    TrieUpdate update = trie.with(new byte[][] {key(1000)}, new byte[][] {null}, 2);
    assertThat(update.trie()).isSameAs(trie);
    assertThat(update.deletedPaths()).isEmpty();
  }

  @Test
  void with_keysOutOfOrder_isRefused() {
    Trie trie = Trie.ofAccounts(BulkRoot.EMPTY, NOTHING);
    byte[][] keys = {new byte[32], new byte[32]};
    assertThatThrownBy(() -> trie.with(keys, new byte[][] {{1}, {2}}, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> trie.with(new byte[][] {{1}}, new byte[][] {{1}}, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void with_nodeThatTheStoreLacks_throws() {
    Trie trie = Trie.ofAccounts(Keccak256.hash(new byte[] {1}), NOTHING);
    assertThatThrownBy(() -> trie.with(new byte[][] {key(1)}, new byte[][] {value(1)}, 1))
        .isInstanceOf(MissingNodeException.class)
        .hasMessageStartingWith("missing trie node 0x");
  }

  @Test
  void proof_ofAKey_leadsFromTheRootToItsValue() {
    Trie trie = trieOf(500);
    for (int i = 0; i < 500; i += 7) {
      List<Bytes> proof = trie.proof(key(i));
      assertLinked(trie.root(), proof);
      assertThat(trie.value(key(i))).isEqualTo(value(i));
      assertThat(proof.getLast().toString()).endsWith(Bytes.of(value(i)).toString().substring(2));
    }
  }

  @Test
  void proof_ofAnAbsentKey_endsBeforeALeafOfIt() {
    Trie trie = trieOf(500);
    assertThat(trie.value(key(9999))).isNull();
    List<Bytes> proof = trie.proof(key(9999));
    assertLinked(trie.root(), proof);
    assertThat(proof).isNotEmpty();
  }

  @Test
  void proof_inAnEmptyTrie_isEmpty() {
    assertThat(Trie.ofAccounts(BulkRoot.EMPTY, NOTHING).proof(key(1))).isEmpty();
  }

  private static void assertLinked(Hash root, List<Bytes> proof) {
    assertThat(Keccak256.hash(proof.getFirst())).isEqualTo(root);
    for (int i = 1; i < proof.size(); i++) {
      String hash = Keccak256.hash(proof.get(i)).toString().substring(2);
      assertThat(proof.get(i - 1).toString()).contains(hash);
    }
  }

  private static Trie trieOf(int count) {
    byte[][] keys = new byte[count][];
    byte[][] values = new byte[count][];
    TreeMap<Bytes, byte[]> sorted = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      sorted.put(Bytes.wrap(key(i)), value(i));
    }
    int next = 0;
    for (var entry : sorted.entrySet()) {
      keys[next] = entry.getKey().toArray();
      values[next++] = entry.getValue();
    }
    return Trie.ofAccounts(BulkRoot.EMPTY, NOTHING).with(keys, values, 1).trie();
  }

  private static byte[] key(int i) {
    return Keccak256.hash(new byte[] {(byte) (i >> 8), (byte) i}).toArray();
  }

  private static byte[] value(int i) {
    return Bytes.fromHex("0xaabbccdd%08x".formatted(i)).toArray();
  }
}
