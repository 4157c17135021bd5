package org.cairn.core.state;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.trie.Trie;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The tries of a former state, made from those of the head by taking back what the blocks since
/// have changed: the history knows what each of them overwrote. It costs about as much as executing
/// the updates of those blocks once more, so that it is only done where roots or proofs are asked
/// for. Any thread may read it.
final class Rewind {
  /// So many changed keys are taken back at most; beyond, a state has no tries.
  static final int MAX_KEYS = 200_000;

  private final Trie accounts;
  private final Map<Hash, Trie> storages;

  private Rewind(Trie accounts, Map<Hash, Trie> storages) {
    this.accounts = accounts;
    this.storages = storages;
  }

  /// The tries after that block, or nothing when too much has changed since.
  static @Nullable Rewind to(long number, FinalizedState head, StateStore store, History history) {
    SortedMap<Bytes, SortedSet<Bytes>> slots = new TreeMap<>();
    SortedSet<Bytes> keys = new TreeSet<>();
    int count = 0;
    for (long block = number + 1; block <= head.number(); block++) {
      count += history.changed(block, keys, slots);
      if (count > MAX_KEYS) {
        return null;
      }
    }
    Map<Hash, Trie> storages = new HashMap<>();
    slots.forEach((account, changed) ->
        storages.put(Hash.wrap(account.shared()), storage(number, account, changed, head, store)));
    byte[][] changedKeys = keys.stream().map(Bytes::shared).toArray(byte[][]::new);
    byte[] @Nullable [] values = new byte[changedKeys.length][];
    for (int i = 0; i < changedKeys.length; i++) {
      StoredAccount former = store.accountAt(number, Hash.wrap(changedKeys[i]));
      values[i] = former == null ? null : former.encode();
    }
    Trie trie = head.accountTrie().with(changedKeys, values, head.generation()).trie();
    return new Rewind(trie, storages);
  }

  private static Trie storage(
      long number, Bytes account, SortedSet<Bytes> changed, FinalizedState head, StateStore store) {
    Hash hashed = Hash.wrap(account.shared());
    byte[] leaf = head.accountTrie().value(account.shared());
    Hash root = leaf == null ? BulkRoot.EMPTY : StoredAccount.decode(leaf).storageRoot();
    byte[][] keys = changed.stream().map(Bytes::shared).toArray(byte[][]::new);
    byte[] @Nullable [] values = new byte[keys.length][];
    for (int i = 0; i < keys.length; i++) {
      UInt256 former = store.slotAt(number, hashed, Hash.wrap(keys[i]));
      values[i] = former.isZero() ? null : StoredAccount.encodeSlot(former);
    }
    return store.storageTrie(hashed, root).with(keys, values, head.generation()).trie();
  }

  Trie accounts() {
    return accounts;
  }

  /// The trie of an account's storage, or nothing when it is the same as at the head.
  @Nullable Trie storage(Hash hashedAddress) {
    return storages.get(hashedAddress);
  }
}
