package org.cairn.core.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.store.Table;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What blocks overwrote: the value that each changed key had before the block, under the key and
/// the block, and for each block the list of its keys, by which it is pruned. An empty value says
/// that there was none. Blocks that leave the window are removed with the next commit.
final class History {
  private static final byte[] NO_PREFIX = {};
  private static final int ACCOUNT_KEY_BYTES = Hash.SIZE_BYTES;
  private static final int SLOT_KEY_BYTES = 2 * Hash.SIZE_BYTES;

  /// A window that became smaller is caught up with over many commits.
  private static final int MAX_PRUNED_PER_COMMIT = 4;

  private final Store store;
  private final long windowBlocks;

  /// The first block of which the history is held; the state before it is the oldest.
  private volatile long firstBlock;

  History(Store store, long headNumber, long windowBlocks) {
    this.store = store;
    this.windowBlocks = windowBlocks;
    Store.Entry first = store.firstFrom(Table.HISTORY_KEYS, NO_PREFIX, NO_PREFIX);
    firstBlock =
        first == null ? Math.max(1, headNumber + 1) : ByteBuffer.wrap(first.key()).getLong();
  }

  long oldestState() {
    return firstBlock - 1;
  }

  long windowBlocks() {
    return windowBlocks;
  }

  /// The value after block `number` of a key whose flat record was `flat` at some moment since.
  byte @Nullable [] valueAt(Table table, byte[] key, long number, byte @Nullable [] flat) {
    Store.Entry later = store.firstFrom(table, key, StateStore.historyKey(key, number + 1));
    // Read after the seek: what the seek may have missed, pruning announced before it removed it.
    if (number < oldestState()) {
      throw new StateUnavailableException(number, oldestState());
    }
    if (later == null) {
      return flat;
    }
    return later.value().length == 0 ? null : later.value();
  }

  /// Adds the blocks of a range that changed the account with that key.
  void addBlocks(SortedSet<Long> blocks, byte[] accountKey, long from, long to) {
    store.scan(
        Table.ACCOUNT_HISTORY,
        accountKey,
        StateStore.historyKey(accountKey, from),
        (key, _) -> {
          long block = ByteBuffer.wrap(key).getLong(ACCOUNT_KEY_BYTES);
          if (block > to) {
            return false;
          }
          blocks.add(block);
          return true;
        });
  }

  /// Adds the keys that the block changed, those of slots by their account, and counts them.
  int changed(long block, SortedSet<Bytes> accounts, SortedMap<Bytes, SortedSet<Bytes>> slots) {
    byte[] keys =
        store.get(Table.HISTORY_KEYS, ByteBuffer.allocate(Long.BYTES).putLong(block).array());
    if (keys == null) {
      throw new StateUnavailableException(block - 1, oldestState());
    }
    int accountCount = ByteBuffer.wrap(keys).getInt();
    int at = Integer.BYTES;
    for (int i = 0; i < accountCount; i++, at += ACCOUNT_KEY_BYTES) {
      accounts.add(Bytes.copy(keys, at, ACCOUNT_KEY_BYTES));
    }
    int count = accountCount;
    for (; at < keys.length; at += SLOT_KEY_BYTES) {
      Bytes account = Bytes.copy(keys, at, Hash.SIZE_BYTES);
      Bytes slot = Bytes.copy(keys, at + Hash.SIZE_BYTES, Hash.SIZE_BYTES);
      slots.computeIfAbsent(account, _ -> new TreeSet<>()).add(slot);
      count++;
    }
    return count;
  }

  /// Removes the blocks that leave the window once `head` is committed.
  void prune(StoreBatch batch, long head) {
    for (int i = 0; i < MAX_PRUNED_PER_COMMIT && firstBlock < head - windowBlocks + 1; i++) {
      long block = firstBlock;
      byte[] blockKey = ByteBuffer.allocate(Long.BYTES).putLong(block).array();
      byte[] keys = store.get(Table.HISTORY_KEYS, blockKey);
      firstBlock = block + 1;
      if (keys != null) {
        remove(batch, keys, block);
        batch.delete(Table.HISTORY_KEYS, blockKey);
      }
    }
  }

  private static void remove(StoreBatch batch, byte[] keys, long block) {
    int accounts = ByteBuffer.wrap(keys).getInt();
    int at = Integer.BYTES;
    for (int i = 0; i < accounts; i++, at += ACCOUNT_KEY_BYTES) {
      byte[] key = Arrays.copyOfRange(keys, at, at + ACCOUNT_KEY_BYTES);
      batch.delete(Table.ACCOUNT_HISTORY, StateStore.historyKey(key, block));
    }
    for (; at < keys.length; at += SLOT_KEY_BYTES) {
      byte[] key = Arrays.copyOfRange(keys, at, at + SLOT_KEY_BYTES);
      batch.delete(Table.SLOT_HISTORY, StateStore.historyKey(key, block));
    }
  }
}
