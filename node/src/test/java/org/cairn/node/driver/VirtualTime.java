package org.cairn.node.driver;

import java.util.Comparator;
import java.util.PriorityQueue;

/// A clock that stands still until it is moved, and its timers.
final class VirtualTime implements Clock, Timers {
  private record Timer(long id, long atMillis, Runnable task) {}

  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparingLong(Timer::atMillis).thenComparingLong(Timer::id));
  private long nowMillis;
  private long lastId;

  VirtualTime(long nowMillis) {
    this.nowMillis = nowMillis;
  }

  @Override
  public long unixMillis() {
    return nowMillis;
  }

  @Override
  public long nanos() {
    return nowMillis * 1_000_000;
  }

  @Override
  public long after(long delayMillis, Runnable task) {
    timers.add(new Timer(++lastId, nowMillis + Math.max(1, delayMillis), task));
    return lastId;
  }

  @Override
  public void cancel(long timer) {
    timers.removeIf(each -> each.id() == timer);
  }

  /// Lets time pass; what expires is called in order.
  void pass(long millis) {
    long end = nowMillis + millis;
    while (!timers.isEmpty() && timers.peek().atMillis() <= end) {
      Timer next = timers.remove();
      nowMillis = next.atMillis();
      next.task().run();
    }
    nowMillis = end;
  }
}
