package org.cairn.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.core.store.Store;
import org.cairn.core.store.Table;
import org.cairn.core.trie.BulkRoot;
import org.cairn.core.trie.Trie;
import org.cairn.core.trie.TrieUpdate;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Builds all tries anew from the flat records and compares roots and nodes with what is stored.
public final class StoredStateOracle {
  private StoredStateOracle() {}

  public static void check(Store store, Hash root) {
    Map<Bytes, byte[]> accounts = table(store, Table.ACCOUNTS);
    Map<Bytes, byte[]> slots = table(store, Table.SLOTS);
    Map<Bytes, Bytes> storageNodes = new TreeMap<>();
    int slotCount = 0;
    for (Map.Entry<Bytes, byte[]> account : accounts.entrySet()) {
      Map<Bytes, byte[]> own = new TreeMap<>();
      slots.forEach((key, value) -> {
        if (key.slice(0, 32).equals(account.getKey())) {
          own.put(key.slice(32, 32), value);
        }
      });
      slotCount += own.size();
      Hash owner = Hash.of(account.getKey().toArray());
      TrieUpdate storage = build(Trie.ofStorage(BulkRoot.EMPTY, owner, (_, _) -> null), own);
      collect(storage, storageNodes);
      assertThat(StoredAccount.decode(account.getValue()).storageRoot())
          .isEqualTo(storage.trie().root());
    }
    assertThat(slotCount).isEqualTo(slots.size());
    TrieUpdate whole = build(Trie.ofAccounts(BulkRoot.EMPTY, (_, _) -> null), accounts);
    assertThat(whole.trie().root()).isEqualTo(root);
    Map<Bytes, Bytes> accountNodes = new TreeMap<>();
    collect(whole, accountNodes);
    assertThat(contents(store, Table.ACCOUNT_NODES)).isEqualTo(accountNodes);
    assertThat(contents(store, Table.STORAGE_NODES)).isEqualTo(storageNodes);
  }

  private static TrieUpdate build(Trie empty, Map<Bytes, byte[]> entries) {
    List<byte[]> keys = new ArrayList<>();
    entries.keySet().forEach(key -> keys.add(key.toArray()));
    return empty.with(keys.toArray(byte[][]::new), entries.values().toArray(byte[][]::new), 0);
  }

  private static void collect(TrieUpdate update, Map<Bytes, Bytes> nodes) {
    for (int i = 0; i < update.paths().size(); i++) {
      nodes.put(Bytes.of(update.paths().get(i)), Bytes.of(update.nodes().get(i)));
    }
  }

  private static Map<Bytes, byte[]> table(Store store, Table table) {
    Map<Bytes, byte[]> entries = new TreeMap<>();
    store.scan(
        table,
        new byte[0],
        (key, value) -> {
          entries.put(Bytes.wrap(key), value);
          return true;
        });
    return entries;
  }

  private static Map<Bytes, Bytes> contents(Store store, Table table) {
    Map<Bytes, Bytes> entries = new TreeMap<>();
    table(store, table).forEach((key, value) -> entries.put(key, Bytes.wrap(value)));
    return entries;
  }
}
