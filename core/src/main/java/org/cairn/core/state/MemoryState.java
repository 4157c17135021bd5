package org.cairn.core.state;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// A whole world state in memory without a store, for genesis and tests. Immutable; its root is
/// built from all leaves anew, so it is also the oracle for the states that update their tries.
public final class MemoryState implements StateView {
  public static final MemoryState EMPTY =
      new MemoryState(Collections.emptySortedMap(), Collections.emptySortedMap());

  private record Entry(Account account, SortedMap<UInt256, UInt256> slots, Hash storageRoot) {}

  private final SortedMap<Address, Entry> accounts;
  private final SortedMap<Hash, Bytes> codes;
  private volatile @Nullable Hash root;

  private MemoryState(SortedMap<Address, Entry> accounts, SortedMap<Hash, Bytes> codes) {
    this.accounts = accounts;
    this.codes = codes;
  }

  /// The state that the changes make of the empty one.
  public static MemoryState of(StateDiff diff) {
    return EMPTY.with(diff);
  }

  @Override
  public MemoryState with(StateDiff diff) {
    SortedMap<Address, Entry> changedAccounts = new TreeMap<>(accounts);
    for (Map.Entry<Address, AccountChange> change : diff.accounts().entrySet()) {
      Entry after = apply(changedAccounts.get(change.getKey()), change.getValue());
      if (after == null) {
        changedAccounts.remove(change.getKey());
      } else {
        changedAccounts.put(change.getKey(), after);
      }
    }
    SortedMap<Hash, Bytes> changedCodes = codes;
    if (!diff.codes().isEmpty()) {
      changedCodes = new TreeMap<>(codes);
      changedCodes.putAll(diff.codes());
    }
    return new MemoryState(changedAccounts, changedCodes);
  }

  private static @Nullable Entry apply(@Nullable Entry before, AccountChange change) {
    Account after = change.after();
    if (after == null) {
      return null;
    }
    if (before != null && !change.storageCleared() && change.slots().isEmpty()) {
      return new Entry(after, before.slots(), before.storageRoot());
    }
    SortedMap<UInt256, UInt256> slots =
        before == null || change.storageCleared() ? new TreeMap<>() : new TreeMap<>(before.slots());
    change
        .slots()
        .forEach((key, value) -> {
          if (value.isZero()) {
            slots.remove(key);
          } else {
            slots.put(key, value);
          }
        });
    return new Entry(after, slots, storageRoot(slots));
  }

  @Override
  public @Nullable Account account(Address address) {
    Entry entry = accounts.get(address);
    return entry == null ? null : entry.account();
  }

  @Override
  public UInt256 slot(Address address, UInt256 key) {
    Entry entry = accounts.get(address);
    return entry == null ? UInt256.ZERO : entry.slots().getOrDefault(key, UInt256.ZERO);
  }

  @Override
  public boolean hasStorage(Address address) {
    Entry entry = accounts.get(address);
    return entry != null && !entry.slots().isEmpty();
  }

  @Override
  public Bytes code(Hash codeHash) {
    if (codeHash.equals(Account.NO_CODE)) {
      return Bytes.EMPTY;
    }
    Bytes code = codes.get(codeHash);
    if (code == null) {
      throw new InvariantViolation("no code with the hash " + codeHash);
    }
    return code;
  }

  @Override
  public Hash root() {
    Hash known = root;
    if (known == null) {
      known = computeRoot();
      root = known;
    }
    return known;
  }

  /// The whole state as the changes that make it of the empty one.
  public StateDiff toDiff() {
    SortedMap<Address, AccountChange> changes = new TreeMap<>();
    accounts.forEach((address, entry) ->
        changes.put(address, new AccountChange(entry.account(), false, entry.slots())));
    return new StateDiff(changes, codes);
  }

  private Hash computeRoot() {
    SortedMap<Hash, byte[]> leaves = new TreeMap<>();
    accounts.forEach((address, entry) ->
        leaves.put(
            Keccak256.hash(address.shared()),
            new StoredAccount(entry.account(), entry.storageRoot()).encode()));
    return rootOf(leaves);
  }

  private static Hash storageRoot(SortedMap<UInt256, UInt256> slots) {
    SortedMap<Hash, byte[]> leaves = new TreeMap<>();
    slots.forEach(
        (key, value) -> leaves.put(Keccak256.hash(key.toBytes()), StoredAccount.encodeSlot(value)));
    return rootOf(leaves);
  }

  private static Hash rootOf(SortedMap<Hash, byte[]> leaves) {
    byte[][] keys = leaves.keySet().stream().map(Hash::shared).toArray(byte[][]::new);
    byte[][] values = leaves.values().toArray(byte[][]::new);
    return BulkRoot.of(keys, values);
  }
}
