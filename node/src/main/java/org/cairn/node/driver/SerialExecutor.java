package org.cairn.node.driver;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One named thread with a bounded queue. A task that throws is a defect or a broken disk: the
/// given handler stops the node. When the queue is full a task is refused, and the caller decides.
public final class SerialExecutor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);
  private static final long STOP_PATIENCE_SECONDS = 10;

  private final String name;
  private final ThreadPoolExecutor thread;
  private final Consumer<Throwable> onFatal;

  public SerialExecutor(String name, int queueLimit, Consumer<Throwable> onFatal) {
    this.name = name;
    this.onFatal = onFatal;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(queueLimit),
            Thread.ofPlatform().name(name).factory());
  }

  /// Queues a task; false when the queue is full or the thread has been closed.
  public boolean offer(Runnable task) {
    try {
      thread.execute(() -> runGuarded(task));
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /// Queues a task that must not be lost.
  ///
  /// @throws IllegalStateException when the queue is full, which its limit must make impossible
  public void submit(Runnable task) {
    if (!offer(task) && !thread.isShutdown()) {
      throw new IllegalStateException("the queue of thread " + name + " is full");
    }
  }

  public int queued() {
    return thread.getQueue().size();
  }

  private void runGuarded(Runnable task) {
    try {
      task.run();
    } catch (Throwable fatal) { // a thread's root: nothing may go unseen
      LOG.error("FATAL thread={} stopping the node", name, fatal);
      onFatal.accept(fatal);
    }
  }

  /// Lets what is queued run, then ends the thread.
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("thread={} did not end within seconds={}", name, STOP_PATIENCE_SECONDS);
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.shutdownNow();
    }
  }
}
