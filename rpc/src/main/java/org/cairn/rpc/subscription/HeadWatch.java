package org.cairn.rpc.subscription;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.HeadListener;

/// Takes the node's news, from whatever thread, and wakes those who wait for them.
public final class HeadWatch implements HeadListener {
  private final PendingHashes pending = new PendingHashes();

  /// Guards the counters below; held for a few instructions only. A lock and no monitor, so that a
  /// waiting virtual thread gives its carrier back.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition newsCame = lock.newCondition();
  private final Condition headCame = lock.newCondition();
  private long news;
  private long heads;

  @Override
  public void finalized(HashedHeader head) {
    lock.lock();
    try {
      news++;
      heads++;
      newsCame.signalAll();
      headCame.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void pending(RecoveredTransaction transaction) {
    pending.add(transaction.signed().hash());
    wake();
  }

  @Override
  public void syncingChanged() {
    wake();
  }

  /// How many blocks were announced so far.
  public long heads() {
    lock.lock();
    try {
      return heads;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until more blocks were announced than `seen`. The time that is left, not above zero when
  /// none came.
  public long awaitHead(long seen, long timeoutNanos) throws InterruptedException {
    long leftNanos = timeoutNanos;
    lock.lockInterruptibly();
    try {
      while (heads == seen && leftNanos > 0) {
        leftNanos = headCame.awaitNanos(leftNanos);
      }
      return leftNanos;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until there are more news of any kind than `seen`, and returns their number.
  long awaitNews(long seen) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (news == seen) {
        newsCame.await();
      }
      return news;
    } finally {
      lock.unlock();
    }
  }

  PendingHashes pendingHashes() {
    return pending;
  }

  private void wake() {
    lock.lock();
    try {
      news++;
      newsCame.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
