package org.cairn.core.state;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.store.Store;
import org.cairn.core.store.StoreSnapshot;
import org.cairn.core.store.Table;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Trie nodes by path and hash, from the head's version or one of the last few before it. The hash
/// decides: a version that is not meant cannot be taken for the one that is, nor can bytes that the
/// disk has damaged.
final class RecentNodes implements AutoCloseable {
  /// A reader of the head has so many commits' time to finish its proof.
  private static final int MAX_VERSIONS = 16;

  private final Store store;
  private final Deque<StoreSnapshot> newestFirst = new ArrayDeque<>();

  /// Readers of snapshots hold it shared, whoever closes one alone: a snapshot is native memory.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  RecentNodes(Store store) {
    this.store = store;
  }

  byte @Nullable [] node(Table table, byte[] path, byte[] hash) {
    byte[] node = store.get(table, path);
    if (hasHash(node, hash)) {
      return node;
    }
    lock.readLock().lock();
    try {
      for (Iterator<StoreSnapshot> versions = newestFirst.iterator(); versions.hasNext(); ) {
        byte[] older = versions.next().get(table, path);
        if (hasHash(older, hash)) {
          return older;
        }
      }
      return null;
    } finally {
      lock.readLock().unlock();
    }
  }

  private static boolean hasHash(byte @Nullable [] node, byte[] hash) {
    return node != null && Keccak256.hash(node).equals(Hash.wrap(hash));
  }

  /// Keeps the version that is current now.
  void keep() {
    StoreSnapshot current = store.snapshot();
    lock.writeLock().lock();
    try {
      newestFirst.addFirst(current);
      if (newestFirst.size() > MAX_VERSIONS) {
        newestFirst.removeLast().close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      newestFirst.forEach(StoreSnapshot::close);
      newestFirst.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
