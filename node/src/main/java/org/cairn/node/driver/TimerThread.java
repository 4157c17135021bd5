package org.cairn.node.driver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.cairn.core.types.Invariant;

/// Timers on a thread of their own, `timers`. A view sets and cancels several, nearly all of which
/// never expire: here that wakes no thread, while each is a task on Vert.x's event loop.
public final class TimerThread implements Timers, AutoCloseable {
  private final Map<Long, Future<?>> armed = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  private final ScheduledThreadPoolExecutor thread;
  private final Consumer<Throwable> onFatal;

  /// @param onFatal told of what a task throws, which is a defect
  public TimerThread(Consumer<Throwable> onFatal) {
    this.onFatal = onFatal;
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("timers").daemon().factory(),
            new ThreadPoolExecutor.DiscardPolicy());
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long after(long delayMillis, Runnable task) {
    long id = last.incrementAndGet();
    // The thread waits for the entry to be there: it removes it.
    armed.compute(
        id,
        (_, before) -> {
          Invariant.check(before == null, "each timer has its own number");
          return thread.schedule(
              () -> expired(id, task), Math.max(1, delayMillis), TimeUnit.MILLISECONDS);
        });
    return id;
  }

  private void expired(long id, Runnable task) {
    if (armed.remove(id) == null) {
      return;
    }
    try {
      task.run();
    } catch (RuntimeException fatal) {
      onFatal.accept(fatal);
    }
  }

  @Override
  public void cancel(long timer) {
    Future<?> future = armed.remove(timer);
    if (future != null) {
      future.cancel(false);
    }
  }

  /// Forgets all timers; new ones are not set any more.
  @Override
  public void close() {
    thread.shutdownNow();
    armed.clear();
  }
}
