package org.cairn.core.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/// The tables as they were at one moment. The owner sees to it that nobody reads while or after it
/// is closed; the store's own end is noticed here.
public final class StoreSnapshot implements AutoCloseable {
  private final Store store;
  private final RocksDB db;
  private final Snapshot snapshot;
  private final ReadOptions options;

  StoreSnapshot(Store store, RocksDB db) {
    this.store = store;
    this.db = db;
    this.snapshot = db.getSnapshot();
    this.options = new ReadOptions().setSnapshot(snapshot);
  }

  public byte @Nullable [] get(Table table, byte[] key) {
    return store.reading(() -> {
      try {
        return db.get(store.handle(table), options, key);
      } catch (RocksDBException e) {
        throw store.failed("read " + table, e);
      }
    });
  }

  @Override
  public void close() {
    options.close();
    if (!store.isClosed()) {
      db.releaseSnapshot(snapshot);
    }
    snapshot.close();
  }
}
