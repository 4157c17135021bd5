package org.cairn.core.state;

import org.cairn.core.trie.Trie;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The state after a finalized block, read from the store. It holds no snapshot and needs no
/// release: what later blocks overwrote is found in the history. Any thread may read it.
final class FinalizedState implements TrieState {
  private final StateStore store;
  private final long number;
  private final Trie accountTrie;

  /// The tries of a state whose nodes the store has left behind, once somebody asked for them.
  private volatile @Nullable Rewind rewind;

  FinalizedState(StateStore store, long number, Trie accountTrie) {
    this.store = store;
    this.number = number;
    this.accountTrie = accountTrie;
  }

  long number() {
    return number;
  }

  /// What was of use lately is in the trie in memory, several times faster than the store.
  @Override
  public @Nullable StoredAccount stored(Address address) {
    return stored(store.hashed(address));
  }

  private @Nullable StoredAccount stored(Hash hashedAddress) {
    byte[] leaf = accountTrie.loadedValue(hashedAddress.shared());
    if (Trie.isUnknown(leaf)) {
      return store.accountAt(number, hashedAddress);
    }
    return leaf == null ? null : StoredAccount.decode(leaf);
  }

  @Override
  public UInt256 slot(Address address, UInt256 key) {
    Hash hashedAddress = store.hashed(address);
    StoredAccount account = stored(hashedAddress);
    if (account == null || !account.hasStorage()) {
      return UInt256.ZERO;
    }
    Hash hashedSlot = store.hashed(key);
    Trie storage = store.cachedStorageTrie(hashedAddress, account.storageRoot());
    if (storage == null) {
      return store.slotAt(number, hashedAddress, hashedSlot);
    }
    byte[] value = storage.loadedValue(hashedSlot.shared());
    if (Trie.isUnknown(value)) {
      return store.slotAt(number, hashedAddress, hashedSlot);
    }
    return value == null ? UInt256.ZERO : StoredAccount.decodeSlot(value);
  }

  @Override
  public Bytes code(Hash codeHash) {
    return store.code(codeHash);
  }

  @Override
  public Trie accountTrie() {
    Rewind former = rewind();
    return former == null ? accountTrie : former.accounts();
  }

  @Override
  public Trie storageTrie(Address address, Hash hashedAddress, Hash storageRoot) {
    Rewind former = rewind();
    Trie changed = former == null ? null : former.storage(hashedAddress);
    return changed == null ? store.storageTrie(hashedAddress, storageRoot) : changed;
  }

  private @Nullable Rewind rewind() {
    Rewind known = rewind;
    if (known == null && !store.holds(accountTrie.root())) {
      known = store.rewind(number, accountTrie.root());
      rewind = known;
    }
    return known;
  }

  @Override
  public int generation() {
    return (int) number;
  }

  @Override
  public StateStore stateStore() {
    return store;
  }
}
