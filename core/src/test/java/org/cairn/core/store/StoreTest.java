package org.cairn.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  @TempDir Path folder;

  @Test
  void write_thenReopen_keepsTheBatch() {
    try (Store store = Store.open(folder)) {
      put(store, Table.CODES, "a", "1");
    }
    try (Store store = Store.open(folder)) {
      assertThat(store.get(Table.CODES, bytes("a"))).isEqualTo(bytes("1"));
      assertThat(store.get(Table.SLOTS, bytes("a"))).isNull();
    }
  }

  @Test
  void batch_neverWritten_leavesNoTrace() {
    try (Store store = Store.open(folder)) {
      try (StoreBatch batch = store.batch()) {
        batch.put(Table.CODES, bytes("a"), bytes("1"));
        assertThat(batch.sizeBytes()).isPositive();
      }
      assertThat(store.get(Table.CODES, bytes("a"))).isNull();
    }
  }

  @Test
  void open_twice_saysWhoHasTheFolder() {
    try (Store store = Store.open(folder)) {
      assertThatThrownBy(() -> Store.open(store.folder()))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("is in use by another process")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }
  }

  @Test
  void open_ofAnUnknownSchema_isRefused() {
    try (Store store = Store.open(folder)) {
      try (StoreBatch batch = store.batch()) {
        batch.put(Table.META, bytes("schema"), new byte[] {0, 0, 0, 99});
        store.write(batch);
      }
    }
    assertThatThrownBy(() -> Store.open(folder))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("schema 99");
    // The refusal released the folder: the second message is the same, not that it is in use.
    assertThatThrownBy(() -> Store.open(folder)).hasMessageContaining("schema 99");
  }

  @Test
  void get_afterClose_throwsAndDoesNotCrash() {
    Store store = Store.open(folder);
    store.close();
    store.close();
    assertThatThrownBy(() -> store.get(Table.META, bytes("a")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void firstFrom_findsTheNextEntryOfThePrefixOnly() {
    try (Store store = Store.open(folder)) {
      put(store, Table.SLOT_HISTORY, "a1", "x");
      put(store, Table.SLOT_HISTORY, "a5", "y");
      put(store, Table.SLOT_HISTORY, "b1", "z");
      Store.Entry entry =
          Objects.requireNonNull(store.firstFrom(Table.SLOT_HISTORY, bytes("a"), bytes("a2")));
      assertThat(entry.key()).isEqualTo(bytes("a5"));
      assertThat(entry.value()).isEqualTo(bytes("y"));
      assertThat(store.firstFrom(Table.SLOT_HISTORY, bytes("a"), bytes("a6"))).isNull();
    }
  }

  @Test
  void scan_readsThePrefixInOrderUntilToldToStop() {
    try (Store store = Store.open(folder)) {
      put(store, Table.SLOTS, "a2", "2");
      put(store, Table.SLOTS, "a1", "1");
      put(store, Table.SLOTS, "b", "3");
      List<String> keys = new ArrayList<>();
      store.scan(Table.SLOTS, bytes("a"), (key, _) -> keys.add(text(key)));
      assertThat(keys).containsExactly("a1", "a2");
      keys.clear();
      store.scan(Table.SLOTS, new byte[0], (key, _) -> keys.add(text(key)) && keys.size() < 1);
      assertThat(keys).containsExactly("a1");
    }
  }

  @Test
  void snapshot_keepsAnsweringWhatItSaw() {
    try (Store store = Store.open(folder)) {
      put(store, Table.SLOTS, "a", "old");
      try (StoreSnapshot snapshot = store.snapshot()) {
        put(store, Table.SLOTS, "a", "new");
        assertThat(snapshot.get(Table.SLOTS, bytes("a"))).isEqualTo(bytes("old"));
      }
      assertThat(store.get(Table.SLOTS, bytes("a"))).isEqualTo(bytes("new"));
    }
  }

  private static void put(Store store, Table table, String key, String value) {
    try (StoreBatch batch = store.batch()) {
      batch.put(table, bytes(key), bytes(value));
      store.write(batch);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
