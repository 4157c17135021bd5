package org.cairn.core.state;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.cairn.core.trie.Trie;
import org.cairn.core.trie.TrieUpdate;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The state after an unfinalized block: what it changes, over the state of its parent. Siblings
/// may stand on the same parent.
///
/// When its block is committed the layer lets go of its contents and answers from the store, so a
/// chain of layers never grows beyond the unfinalized blocks. A reader that still holds the
/// contents stays right: the state at their bottom answers for its own block whatever is committed
/// later. Any thread may read; one thread commits.
final class StateLayer implements TrieState {
  /// What a block makes of one account. `before` is what it was in the parent's state; `wiped` says
  /// that the slots it had are gone; `storage` is the update of its trie when slots were set, of
  /// which `hashedSlots` are the keys.
  record LayerAccount(
      Hash hashedAddress,
      @Nullable StoredAccount before,
      @Nullable StoredAccount after,
      boolean wiped,
      boolean fresh,
      SortedMap<UInt256, UInt256> slots,
      List<HashedSlot> hashedSlots,
      @Nullable TrieUpdate storage) {}

  /// A slot under its trie key.
  record HashedSlot(Hash hash, UInt256 value) {}

  /// All that an uncommitted layer holds.
  record Contents(
      TrieState parent,
      Map<Address, LayerAccount> accounts,
      SortedMap<Hash, Bytes> codes,
      TrieUpdate accountUpdate,
      int generation) {}

  private final StateStore store;
  private volatile @Nullable Contents contents;
  private volatile @Nullable FinalizedState committed;

  StateLayer(StateStore store, Contents contents) {
    this.store = store;
    this.contents = contents;
  }

  /// The contents, or nothing once committed.
  @Nullable Contents contents() {
    return contents;
  }

  void commit(FinalizedState state) {
    committed = state;
    contents = null;
  }

  /// The finalized state that the layer has become.
  FinalizedState finalized() {
    FinalizedState state = committed;
    if (state == null) {
      throw new InvariantViolation("layer has neither contents nor a committed state");
    }
    return state;
  }

  @Override
  public @Nullable StoredAccount stored(Address address) {
    TrieState state = this;
    while (state instanceof StateLayer layer) {
      Contents held = layer.contents;
      if (held == null) {
        state = layer.finalized();
        break;
      }
      LayerAccount account = held.accounts.get(address);
      if (account != null) {
        return account.after;
      }
      state = held.parent;
    }
    return state.stored(address);
  }

  @Override
  public UInt256 slot(Address address, UInt256 key) {
    TrieState state = this;
    while (state instanceof StateLayer layer) {
      Contents held = layer.contents;
      if (held == null) {
        state = layer.finalized();
        break;
      }
      LayerAccount account = held.accounts.get(address);
      if (account != null) {
        UInt256 value = account.slots.get(key);
        if (value != null) {
          return value;
        }
        if (account.fresh) {
          return UInt256.ZERO;
        }
      }
      state = held.parent;
    }
    return state.slot(address, key);
  }

  @Override
  public Bytes code(Hash codeHash) {
    Contents held = contents;
    if (held == null) {
      return finalized().code(codeHash);
    }
    Bytes code = held.codes.get(codeHash);
    return code != null ? code : held.parent.code(codeHash);
  }

  @Override
  public Trie accountTrie() {
    Contents held = contents;
    return held == null ? finalized().accountTrie() : held.accountUpdate.trie();
  }

  @Override
  public Trie storageTrie(Address address, Hash hashedAddress, Hash storageRoot) {
    Contents held = contents;
    if (held == null) {
      return finalized().storageTrie(address, hashedAddress, storageRoot);
    }
    LayerAccount account = held.accounts.get(address);
    TrieUpdate update = account == null ? null : account.storage;
    return update != null && update.trie().root().equals(storageRoot)
        ? update.trie()
        : held.parent.storageTrie(address, hashedAddress, storageRoot);
  }

  @Override
  public int generation() {
    Contents held = contents;
    return held == null ? finalized().generation() : held.generation;
  }

  @Override
  public StateStore stateStore() {
    return store;
  }
}
