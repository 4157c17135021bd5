package org.cairn.node.dev;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// When blocks are made: as soon as a transaction comes, or one after the other in an interval by
/// the thread that this owns, or neither. Any thread may switch.
final class Miner implements AutoCloseable {
  private final DevChain chain;
  private final Consumer<Throwable> onFailure;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("dev-interval").daemon().factory());
  private volatile boolean automine;
  private volatile long intervalMillis;

  /// Guarded by this.
  private @Nullable ScheduledFuture<?> running;

  /// A failure to make a block is fatal.
  Miner(DevChain chain, Consumer<Throwable> onFailure) {
    this.chain = chain;
    this.onFailure = onFailure;
  }

  boolean automine() {
    return automine;
  }

  long intervalMillis() {
    return intervalMillis;
  }

  /// A block with every transaction; then there are none in an interval.
  synchronized void automine(boolean on) {
    automine = on;
    if (on) {
      stop();
    }
  }

  /// A block every so many milliseconds, and none for a transaction alone; 0 for no blocks at all.
  synchronized void interval(long millis) {
    stop();
    automine = false;
    intervalMillis = millis;
    if (millis > 0) {
      running = thread.scheduleAtFixedRate(this::mine, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void stop() {
    intervalMillis = 0;
    if (running != null) {
      running.cancel(false);
      running = null;
    }
  }

  private void mine() {
    try {
      chain.mine();
    } catch (Throwable e) {
      onFailure.accept(e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
