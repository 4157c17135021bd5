package org.cairn.core.store;

import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Changes to any tables that take effect together or not at all, in their order. Owned by one
/// thread, used once, closed by its maker.
public final class StoreBatch implements AutoCloseable {
  private final Store store;
  private final WriteBatch batch = new WriteBatch();

  StoreBatch(Store store) {
    this.store = store;
  }

  public void put(Table table, byte[] key, byte[] value) {
    try {
      batch.put(store.handle(table), key, value);
    } catch (RocksDBException e) {
      throw new StoreException("cannot collect a write to " + table, e);
    }
  }

  public void delete(Table table, byte[] key) {
    try {
      batch.delete(store.handle(table), key);
    } catch (RocksDBException e) {
      throw new StoreException("cannot collect a removal from " + table, e);
    }
  }

  public long sizeBytes() {
    return batch.getDataSize();
  }

  WriteBatch batch() {
    return batch;
  }

  @Override
  public void close() {
    batch.close();
  }
}
