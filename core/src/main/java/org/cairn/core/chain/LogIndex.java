package org.cairn.core.chain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.cairn.core.block.Log;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreBatch;
import org.cairn.core.store.Table;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// Which blocks have logs of which address or with which topic, and which call which contract: for
/// each of them in a block an entry under eight mixed bytes of it and the block's number. Entries
/// are few and small, an item that is in many blocks is read by one seek and a walk, and two items
/// that mix to the same eight bytes only cost a look into a block in vain: blooms and logs decide
/// in the end.
///
/// A folder from before the index was there has it from the block on at which it was opened.
final class LogIndex {
  private static final byte[] FROM_KEY = "logs-indexed-from".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOTHING = {};
  private static final int MARK_BYTES = Long.BYTES;

  /// More blocks are not worth being told of: a query is refused long before.
  static final int MAX_BLOCKS = 200_000;

  private final Store store;
  private final long firstBlock;

  private LogIndex(Store store, long firstBlock) {
    this.store = store;
    this.firstBlock = firstBlock;
  }

  /// The index of a folder whose next block is that one.
  static LogIndex open(Store store, long nextBlock) {
    byte[] record = store.get(Table.META, FROM_KEY);
    if (record == null) {
      record = ByteBuffer.allocate(Long.BYTES).putLong(nextBlock).array();
      try (StoreBatch batch = store.batch()) {
        batch.put(Table.META, FROM_KEY, record);
        store.write(batch);
      }
    }
    return new LogIndex(store, ByteBuffer.wrap(record).getLong());
  }

  void put(
      StoreBatch batch, long number, List<SignedTransaction> transactions, List<Receipt> receipts) {
    Set<Long> marks = new HashSet<>();
    for (SignedTransaction signed : transactions) {
      Transaction transaction = signed.transaction();
      Address to = transaction.to();
      // What only moves ether changes its receiver, which the history of states tells.
      if (to != null && (!transaction.data().isEmpty() || transaction.value().isZero())) {
        marks.add(mark(called(to).shared()));
      }
    }
    for (Receipt receipt : receipts) {
      for (Log log : receipt.logs()) {
        marks.add(mark(log.address().shared()));
        log.topics().forEach(topic -> marks.add(mark(topic.shared())));
      }
    }
    for (long mark : marks) {
      batch.put(Table.LOG_INDEX, key(mark, number), NOTHING);
    }
  }

  /// The blocks of a range that may have logs of any of these addresses, or with any of these
  /// topics; nothing when the index does not reach back so far or there are too many.
  @Nullable NavigableSet<Long> blocks(List<Bytes> anyOf, long from, long to) {
    if (from < firstBlock) {
      return null;
    }
    NavigableSet<Long> found = new TreeSet<>();
    for (Bytes item : anyOf) {
      long mark = mark(item.shared());
      byte[] prefix = ByteBuffer.allocate(MARK_BYTES).putLong(mark).array();
      store.scan(
          Table.LOG_INDEX,
          prefix,
          key(mark, from),
          (key, _) -> {
            long number = ByteBuffer.wrap(key).getLong(MARK_BYTES);
            if (number > to || found.size() > MAX_BLOCKS) {
              return false;
            }
            found.add(number);
            return true;
          });
      if (found.size() > MAX_BLOCKS) {
        return null;
      }
    }
    return found;
  }

  /// What stands for an address that a transaction calls, beside the address that logs.
  static Bytes called(Address address) {
    byte[] item = new byte[1 + Address.SIZE_BYTES];
    item[0] = 1;
    System.arraycopy(address.shared(), 0, item, 1, Address.SIZE_BYTES);
    return Bytes.wrap(item);
  }

  private static byte[] key(long mark, long number) {
    return ByteBuffer.allocate(MARK_BYTES + Long.BYTES).putLong(mark).putLong(number).array();
  }

  /// Eight bytes in which every byte of the item has a part (the finalizer of SplitMix64).
  private static long mark(byte[] item) {
    long mixed = item.length;
    for (int at = 0; at < item.length; at += Long.BYTES) {
      long word = 0;
      for (int i = at; i < Math.min(at + Long.BYTES, item.length); i++) {
        word = word << 8 | (item[i] & 0xff);
      }
      mixed = (mixed ^ word) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
      mixed ^= mixed >>> 31;
    }
    return mixed;
  }
}
