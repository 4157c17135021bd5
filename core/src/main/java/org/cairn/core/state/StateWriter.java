package org.cairn.core.state;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.core.state.StateLayer.Contents;
import org.cairn.core.state.StateLayer.HashedSlot;
import org.cairn.core.state.StateLayer.LayerAccount;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.store.Table;
import org.cairn.core.trie.TrieUpdate;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Puts one layer into a batch: flat records, trie nodes, codes, and what they overwrite into the
/// history. Genesis overwrites nothing and leaves no history.
final class StateWriter {
  private static final byte[] ABSENT = {};

  private final Store store;
  private final StoreBatch batch;
  private final long number;
  private final @Nullable Contents contents;
  private final List<byte[]> accountKeys = new ArrayList<>();
  private final List<byte[]> slotKeys = new ArrayList<>();

  StateWriter(Store store, StoreBatch batch, long number, @Nullable Contents contents) {
    this.store = store;
    this.batch = batch;
    this.number = number;
    this.contents = contents;
  }

  void write() {
    if (contents != null) {
      contents
          .codes()
          .forEach((hash, code) -> batch.put(Table.CODES, hash.shared(), code.shared()));
      contents.accounts().values().forEach(this::writeAccount);
      writeNodes(Table.ACCOUNT_NODES, contents.accountUpdate());
    }
    if (number > 0) {
      writeHistoryKeys();
    }
  }

  private void writeAccount(LayerAccount account) {
    byte[] key = account.hashedAddress().shared();
    StoredAccount before = account.before();
    StoredAccount after = account.after();
    if (after == null ? before != null : !after.equals(before)) {
      if (after == null) {
        batch.delete(Table.ACCOUNTS, key);
      } else {
        batch.put(Table.ACCOUNTS, key, after.encode());
      }
      if (number > 0) {
        accountKeys.add(key);
        batch.put(
            Table.ACCOUNT_HISTORY,
            StateStore.historyKey(key, number),
            before == null ? ABSENT : before.encode());
      }
    }
    Map<Bytes, byte[]> wiped = account.wiped() ? wipe(account.hashedAddress()) : Map.of();
    TrieUpdate storage = account.storage();
    if (storage != null) {
      writeSlots(account, storage, wiped);
      writeNodes(Table.STORAGE_NODES, storage);
    }
    wiped.forEach((slot, value) -> keepSlot(slot.shared(), value));
  }

  /// Removes all slots and nodes of an account, and returns the slots that it had. What the same
  /// block sets anew comes later in the batch.
  private Map<Bytes, byte[]> wipe(Hash hashedAddress) {
    Map<Bytes, byte[]> former = new TreeMap<>();
    store.scan(
        Table.SLOTS,
        hashedAddress.shared(),
        (key, value) -> {
          former.put(Bytes.wrap(key), value);
          batch.delete(Table.SLOTS, key);
          return true;
        });
    store.scan(
        Table.STORAGE_NODES,
        hashedAddress.shared(),
        (path, _) -> {
          batch.delete(Table.STORAGE_NODES, path);
          return true;
        });
    return former;
  }

  private void writeSlots(LayerAccount account, TrieUpdate storage, Map<Bytes, byte[]> wiped) {
    List<HashedSlot> slots = account.hashedSlots();
    for (int i = 0; i < slots.size(); i++) {
      HashedSlot slot = slots.get(i);
      byte[] key = StateStore.slotKey(account.hashedAddress(), slot.hash());
      byte[] former = storage.formerValues()[i];
      byte[] value = slot.value().isZero() ? null : StoredAccount.encodeSlot(slot.value());
      if (!Arrays.equals(former, value)) {
        if (value == null) {
          batch.delete(Table.SLOTS, key);
        } else {
          batch.put(Table.SLOTS, key, value);
        }
        if (!wiped.containsKey(Bytes.wrap(key))) {
          keepSlot(key, former);
        }
      }
    }
  }

  private void keepSlot(byte[] key, byte @Nullable [] former) {
    if (number > 0) {
      slotKeys.add(key);
      batch.put(
          Table.SLOT_HISTORY, StateStore.historyKey(key, number), former == null ? ABSENT : former);
    }
  }

  private void writeNodes(Table table, TrieUpdate update) {
    update.deletedPaths().forEach(path -> batch.delete(table, path));
    for (int i = 0; i < update.paths().size(); i++) {
      batch.put(table, update.paths().get(i), update.nodes().get(i));
    }
  }

  private void writeHistoryKeys() {
    int sizeBytes =
        Integer.BYTES
            + Hash.SIZE_BYTES * accountKeys.size()
            + 2 * Hash.SIZE_BYTES * slotKeys.size();
    ByteBuffer keys = ByteBuffer.allocate(sizeBytes).putInt(accountKeys.size());
    accountKeys.forEach(keys::put);
    slotKeys.forEach(keys::put);
    byte[] blockKey = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    batch.put(Table.HISTORY_KEYS, blockKey, keys.array());
  }
}
