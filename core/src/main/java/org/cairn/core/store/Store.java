package org.cairn.core.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteOptions;

/// A folder of tables. Reads go straight to the database from any thread; writes only go through a
/// batch, so that a block's accounts, slots, code and head move together or not at all. A written
/// batch is on disk when the call returns: it survives the death of process and machine.
///
/// One process at a time. Memory is bounded by the constants below, about 60 MB in all.
public final class Store implements AutoCloseable {
  private static final int SCHEMA_VERSION = 1;
  private static final byte[] SCHEMA_KEY = {'s', 'c', 'h', 'e', 'm', 'a'};

  private static final long BLOCK_CACHE_BYTES = 16L << 20;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;
  private static final long ALL_WRITE_BUFFERS_BYTES = 32L << 20;
  private static final long ARENA_BYTES = 256L << 10;
  private static final long LOG_BYTES = 64L << 20;
  private static final int MAX_OPEN_FILES = 256;
  private static final int BLOOM_BITS_PER_KEY = 10;

  private final Path folder;
  private final FolderLock folderLock;
  private final Cache cache;
  private final BloomFilter filter;
  private final ColumnFamilyOptions tableOptions;
  private final ColumnFamilyOptions hashOptions;
  private final DBOptions options;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions();
  private final RocksDB db;
  private final Map<Table, ColumnFamilyHandle> handles = new EnumMap<>(Table.class);
  private final List<ColumnFamilyHandle> allHandles = new ArrayList<>();

  /// Readers hold it shared, [#close] alone: native memory must not be freed under a reader.
  private final ReadWriteLock closing = new ReentrantReadWriteLock();

  private boolean closed;

  private Store(Path folder, FolderLock folderLock) throws RocksDBException {
    this.folder = folder;
    this.folderLock = folderLock;
    cache = new LRUCache(BLOCK_CACHE_BYTES);
    filter = new BloomFilter(BLOOM_BITS_PER_KEY);
    tableOptions = tableOptions(cache, filter, CompressionType.LZ4_COMPRESSION);
    hashOptions = tableOptions(cache, filter, CompressionType.NO_COMPRESSION);
    options = databaseOptions();
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tableOptions));
    for (Table table : Table.values()) {
      families.add(
          new ColumnFamilyDescriptor(
              table.nameOnDisk(), table.isMostlyHashes() ? hashOptions : tableOptions));
    }
    db = RocksDB.open(options, folder.resolve("db").toString(), families, allHandles);
    int next = 1; // Handles come in the order of the families: the default, then the tables.
    for (Table table : Table.values()) {
      handles.put(table, allHandles.get(next++));
    }
  }

  /// Opens the folder, or makes it.
  ///
  /// @throws StoreException when another process has it, or it is damaged or of another schema
  public static Store open(Path folder) {
    RocksDB.loadLibrary();
    FolderLock lock = FolderLock.take(folder);
    Store store;
    try {
      store = new Store(folder, lock);
    } catch (RocksDBException e) {
      lock.close();
      throw new StoreException(
          "cannot open the store in "
              + folder
              + ": "
              + e.getMessage()
              + ". Restore the folder from a backup, or remove it to fetch the chain anew.",
          e);
    }
    try {
      store.checkSchema();
      return store;
    } catch (StoreException e) {
      store.close();
      throw e;
    }
  }

  private static ColumnFamilyOptions tableOptions(
      Cache cache, BloomFilter filter, CompressionType compression) {
    return new ColumnFamilyOptions()
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setArenaBlockSize(ARENA_BYTES)
        .setCompressionType(compression)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(filter));
  }

  private static DBOptions databaseOptions() {
    return new DBOptions()
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setDbWriteBufferSize(ALL_WRITE_BUFFERS_BYTES)
        .setMaxTotalWalSize(LOG_BYTES)
        .setMaxOpenFiles(MAX_OPEN_FILES)
        .setMaxBackgroundJobs(2)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(2);
  }

  private void checkSchema() {
    byte[] version = get(Table.META, SCHEMA_KEY);
    if (version == null) {
      try (StoreBatch batch = batch()) {
        batch.put(Table.META, SCHEMA_KEY, ByteBuffer.allocate(4).putInt(SCHEMA_VERSION).array());
        write(batch);
      }
    } else if (version.length != 4 || ByteBuffer.wrap(version).getInt() != SCHEMA_VERSION) {
      throw new StoreException(
          "the store in "
              + folder
              + " has schema "
              + (version.length == 4 ? ByteBuffer.wrap(version).getInt() : Arrays.toString(version))
              + ", this program knows schema "
              + SCHEMA_VERSION
              + " only: use the program that wrote it, or fetch the chain anew");
    }
  }

  public Path folder() {
    return folder;
  }

  public byte @Nullable [] get(Table table, byte[] key) {
    return reading(() -> {
      try {
        return db.get(handle(table), key);
      } catch (RocksDBException e) {
        throw failed("read " + table, e);
      }
    });
  }

  /// A key with its value.
  @SuppressWarnings("ArrayRecordComponent") // Handed over once, compared nowhere.
  public record Entry(byte[] key, byte[] value) {}

  /// The first entry with the prefix whose key is the same as or after the given one.
  public @Nullable Entry firstFrom(Table table, byte[] prefix, byte[] key) {
    return reading(() -> {
      try (Range range = new Range(prefix);
          RocksIterator iterator = db.newIterator(handle(table), range.options)) {
        iterator.seek(key);
        if (iterator.isValid()) {
          return new Entry(iterator.key(), iterator.value());
        }
        iterator.status();
        return null;
      } catch (RocksDBException e) {
        throw failed("read " + table, e);
      }
    });
  }

  /// Takes one entry after the other; says whether it wants the next.
  @FunctionalInterface
  public interface EntryReader {
    boolean accept(byte[] key, byte[] value);
  }

  /// Reads the entries with the prefix in key order, as they are when the call begins.
  public void scan(Table table, byte[] prefix, EntryReader reader) {
    scan(table, prefix, prefix, reader);
  }

  /// The same from a key on.
  public void scan(Table table, byte[] prefix, byte[] from, EntryReader reader) {
    var _ =
        reading(() -> {
          try (Range range = new Range(prefix);
              RocksIterator iterator = db.newIterator(handle(table), range.options)) {
            iterator.seek(from);
            while (iterator.isValid() && reader.accept(iterator.key(), iterator.value())) {
              iterator.next();
            }
            iterator.status();
            return true;
          } catch (RocksDBException e) {
            throw failed("scan " + table, e);
          }
        });
  }

  public StoreBatch batch() {
    return new StoreBatch(this);
  }

  /// Applies the batch; it is durable when this returns.
  public void write(StoreBatch batch) {
    write(batch, synced);
  }

  /// Applies the batch without waiting for the disk. It outlives this process at once, and the
  /// machine when [#sync] or [#write] has returned; what is lost are always the last batches.
  public void writeSoon(StoreBatch batch) {
    write(batch, unsynced);
  }

  private void write(StoreBatch batch, WriteOptions how) {
    var _ =
        reading(() -> {
          try {
            db.write(how, batch.batch());
            return true;
          } catch (RocksDBException e) {
            throw failed("write", e);
          }
        });
  }

  /// Makes all that was written durable.
  public void sync() {
    var _ =
        reading(() -> {
          try {
            db.flushWal(true);
            return true;
          } catch (RocksDBException e) {
            throw failed("sync", e);
          }
        });
  }

  /// The tables as they are now, until closed.
  public StoreSnapshot snapshot() {
    return reading(() -> new StoreSnapshot(this, db));
  }

  /// Runs a read under the shared lock, so that the store is not closed meanwhile.
  <T extends @Nullable Object> T reading(Supplier<T> read) {
    closing.readLock().lock();
    try {
      if (closed) {
        throw new StoreException("the store in " + folder + " is closed");
      }
      return read.get();
    } finally {
      closing.readLock().unlock();
    }
  }

  ColumnFamilyHandle handle(Table table) {
    ColumnFamilyHandle handle = handles.get(table);
    if (handle == null) {
      throw new IllegalArgumentException("no table " + table);
    }
    return handle;
  }

  StoreException failed(String what, RocksDBException e) {
    return new StoreException("cannot " + what + " in " + folder + ": " + e.getMessage(), e);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closing.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      allHandles.forEach(ColumnFamilyHandle::close);
      db.close();
      options.close();
      synced.close();
      unsynced.close();
      tableOptions.close();
      hashOptions.close();
      filter.close();
      cache.close();
      folderLock.close();
    } finally {
      closing.writeLock().unlock();
    }
  }

  /// Bounds a read to the keys with a prefix, so that it never walks over what lies behind them.
  private static final class Range implements AutoCloseable {
    final ReadOptions options = new ReadOptions();
    private final @Nullable Slice end;

    Range(byte[] prefix) {
      byte[] after = after(prefix);
      end = after == null ? null : new Slice(after);
      if (end != null) {
        var _ = options.setIterateUpperBound(end);
      }
    }

    /// The least key behind all with the prefix; none when there is no such key.
    private static byte @Nullable [] after(byte[] prefix) {
      for (int i = prefix.length - 1; i >= 0; i--) {
        if (prefix[i] != (byte) 0xff) {
          byte[] after = Arrays.copyOf(prefix, i + 1);
          after[i]++;
          return after;
        }
      }
      return null;
    }

    @Override
    public void close() {
      options.close();
      if (end != null) {
        end.close();
      }
    }
  }
}
