package org.cairn.core.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.state.StateLayer.Contents;
import org.cairn.core.state.StateLayer.HashedSlot;
import org.cairn.core.state.StateLayer.LayerAccount;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.trie.Trie;
import org.cairn.core.trie.TrieUpdate;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// Lays a block's changes upon a state: first each touched storage trie, then the trie of accounts
/// with the new storage roots.
final class LayerBuilder {
  private final TrieState parent;
  private final StateDiff diff;
  private final int generation;

  LayerBuilder(TrieState parent, StateDiff diff) {
    this.parent = parent;
    this.diff = diff;
    this.generation = parent.generation() + 1;
  }

  StateLayer build() {
    Map<Address, LayerAccount> accounts = HashMap.newHashMap(diff.accounts().size());
    List<LayerAccount> sorted = new ArrayList<>(diff.accounts().size());
    diff.accounts()
        .forEach((address, change) -> {
          LayerAccount account = layerAccount(address, change);
          accounts.put(address, account);
          sorted.add(account);
        });
    sorted.sort(Comparator.comparing(LayerAccount::hashedAddress));
    int count = sorted.size();
    byte[][] keys = new byte[count][];
    byte[] @Nullable [] values = new byte[count][];
    for (int i = 0; i < count; i++) {
      LayerAccount account = sorted.get(i);
      keys[i] = account.hashedAddress().shared();
      StoredAccount after = account.after();
      values[i] = after == null ? null : after.encode();
    }
    TrieUpdate update = parent.accountTrie().with(keys, values, generation);
    return new StateLayer(
        parent.stateStore(), new Contents(parent, accounts, diff.codes(), update, generation));
  }

  private LayerAccount layerAccount(Address address, AccountChange change) {
    Hash hashed = Keccak256.hash(address.shared());
    // The update below walks the same path: asked here, the trie loads it once for both.
    byte[] leaf = parent.accountTrie().value(hashed.shared());
    StoredAccount before = leaf == null ? null : StoredAccount.decode(leaf);
    Account after = change.after();
    boolean fresh = before == null || after == null || change.storageCleared();
    boolean wiped = fresh && before != null && before.hasStorage();
    if (after == null) {
      return new LayerAccount(
          hashed, before, null, wiped, true, StateDiff.NO_SLOTS, List.of(), null);
    }
    Hash root = before == null || fresh ? BulkRoot.EMPTY : before.storageRoot();
    if (change.slots().isEmpty()) {
      StoredAccount stored = new StoredAccount(after, root);
      return new LayerAccount(
          hashed, before, stored, wiped, fresh, change.slots(), List.of(), null);
    }
    Trie trie =
        fresh
            ? parent.stateStore().storageTrie(hashed, BulkRoot.EMPTY)
            : parent.storageTrie(address, hashed, root);
    List<HashedSlot> slots = hashedSlots(change);
    TrieUpdate update = updateStorage(trie, slots);
    StoredAccount stored = new StoredAccount(after, update.trie().root());
    return new LayerAccount(hashed, before, stored, wiped, fresh, change.slots(), slots, update);
  }

  private static List<HashedSlot> hashedSlots(AccountChange change) {
    List<HashedSlot> slots = new ArrayList<>(change.slots().size());
    byte[] word = new byte[32];
    change
        .slots()
        .forEach((key, value) -> {
          key.writeTo(word, 0);
          slots.add(new HashedSlot(Keccak256.hash(word), value));
        });
    slots.sort(Comparator.comparing(HashedSlot::hash));
    return slots;
  }

  private TrieUpdate updateStorage(Trie trie, List<HashedSlot> slots) {
    byte[][] keys = new byte[slots.size()][];
    byte[] @Nullable [] values = new byte[slots.size()][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = slots.get(i).hash().shared();
      UInt256 value = slots.get(i).value();
      values[i] = value.isZero() ? null : StoredAccount.encodeSlot(value);
    }
    return trie.with(keys, values, generation);
  }
}
