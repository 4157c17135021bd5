package org.cairn.core.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.trie.Trie;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// A whole world state in memory with its tries, for chains that live no longer than their process.
/// A change makes another state that shares all that is the same, so that every state of a chain
/// can be kept, and to go back is to take an older one. Immutable; any thread may read.
public final class ResidentState implements ProvableState {
  private static final Trie NO_ACCOUNTS = Trie.ofAccounts(BulkRoot.EMPTY, (_, _) -> null);
  private static final Trie NO_SLOTS = Trie.ofStorage(BulkRoot.EMPTY, Hash.ZERO, (_, _) -> null);

  private record Resident(
      StoredAccount stored, PersistentMap<UInt256, UInt256> slots, Trie storage) {}

  /// A key of a trie with its new value, or nothing to remove it.
  @SuppressWarnings("ArrayRecordComponent") // handed over once, compared nowhere
  private record Leaf(Hash key, byte @Nullable [] value) {}

  private final PersistentMap<Address, Resident> accounts;
  private final Trie trie;
  private final int generation;

  /// Of all states of the chain: a hash says which code it is, whoever has it.
  private final Map<Hash, Bytes> codes;

  private ResidentState(
      PersistentMap<Address, Resident> accounts,
      Trie trie,
      int generation,
      Map<Hash, Bytes> codes) {
    this.accounts = accounts;
    this.trie = trie;
    this.generation = generation;
    this.codes = codes;
  }

  /// The state that the changes make of an empty one, the first of a chain.
  public static ResidentState of(StateDiff diff) {
    return new ResidentState(PersistentMap.empty(), NO_ACCOUNTS, 0, new ConcurrentHashMap<>())
        .with(diff);
  }

  @Override
  public ResidentState with(StateDiff diff) {
    int next = generation + 1;
    PersistentMap<Address, Resident> changed = accounts;
    List<Leaf> leaves = new ArrayList<>(diff.accounts().size());
    for (Map.Entry<Address, AccountChange> change : diff.accounts().entrySet()) {
      Address address = change.getKey();
      Resident after = apply(accounts.get(address), change.getValue(), next);
      changed = after == null ? changed.without(address) : changed.with(address, after);
      leaves.add(
          new Leaf(Keccak256.hash(address.shared()), after == null ? null : after.stored.encode()));
    }
    codes.putAll(diff.codes());
    return new ResidentState(changed, update(trie, leaves, next), next, codes);
  }

  private static @Nullable Resident apply(
      @Nullable Resident before, AccountChange change, int generation) {
    Account after = change.after();
    if (after == null) {
      return null;
    }
    boolean fresh = before == null || change.storageCleared();
    PersistentMap<UInt256, UInt256> slots =
        before == null || fresh ? PersistentMap.empty() : before.slots;
    Trie storage = before == null || fresh ? NO_SLOTS : before.storage;
    if (!change.slots().isEmpty()) {
      List<Leaf> leaves = new ArrayList<>(change.slots().size());
      for (Map.Entry<UInt256, UInt256> slot : change.slots().entrySet()) {
        UInt256 key = slot.getKey();
        UInt256 value = slot.getValue();
        slots = value.isZero() ? slots.without(key) : slots.with(key, value);
        leaves.add(
            new Leaf(
                Keccak256.hash(key.toBytes()),
                value.isZero() ? null : StoredAccount.encodeSlot(value)));
      }
      storage = update(storage, leaves, generation);
    }
    return new Resident(new StoredAccount(after, storage.root()), slots, storage);
  }

  private static Trie update(Trie trie, List<Leaf> leaves, int generation) {
    leaves.sort(Comparator.comparing(Leaf::key));
    byte[][] keys = new byte[leaves.size()][];
    byte[] @Nullable [] values = new byte[leaves.size()][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = leaves.get(i).key.shared();
      values[i] = leaves.get(i).value;
    }
    return trie.with(keys, values, generation).trie();
  }

  /// The whole state as the changes that make it of an empty one.
  public StateDiff toDiff() {
    SortedMap<Address, AccountChange> changes = new TreeMap<>();
    SortedMap<Hash, Bytes> used = new TreeMap<>();
    accounts.forEach((address, resident) -> {
      SortedMap<UInt256, UInt256> slots = new TreeMap<>();
      resident.slots.forEach((key, value) -> slots.put(key, value));
      Account account = resident.stored.account();
      changes.put(address, new AccountChange(account, false, slots));
      if (!account.codeHash().equals(Account.NO_CODE)) {
        used.put(account.codeHash(), code(account.codeHash()));
      }
    });
    return new StateDiff(changes, used);
  }

  @Override
  public @Nullable StoredAccount stored(Address address) {
    Resident resident = accounts.get(address);
    return resident == null ? null : resident.stored;
  }

  @Override
  public @Nullable Account account(Address address) {
    Resident resident = accounts.get(address);
    return resident == null ? null : resident.stored.account();
  }

  @Override
  public UInt256 slot(Address address, UInt256 key) {
    Resident resident = accounts.get(address);
    UInt256 value = resident == null ? null : resident.slots.get(key);
    return value == null ? UInt256.ZERO : value;
  }

  @Override
  public boolean hasStorage(Address address) {
    Resident resident = accounts.get(address);
    return resident != null && !resident.slots.isEmpty();
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
    return trie.root();
  }

  @Override
  public Trie accountTrie() {
    return trie;
  }

  @Override
  public Trie storageTrie(Address address, Hash hashedAddress, Hash storageRoot) {
    Resident resident = accounts.get(address);
    return resident == null ? NO_SLOTS : resident.storage;
  }
}
