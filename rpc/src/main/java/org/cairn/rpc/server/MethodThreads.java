package org.cairn.rpc.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads that execute what is more than a look-up. They are threads of the system, which
/// takes the processor from one that computes for long; virtual ones would keep it. Clients take
/// turns, and one alone never has all threads, so that its calls that loop until their gas is used
/// up delay its own next ones and nobody else's.
final class MethodThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MethodThreads.class);

  private final int maxWaiting;
  private final int maxOfLane;
  private final List<Thread> threads = new ArrayList<>();

  /// Guards all that follows; held for a few instructions.
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition workCame = lock.newCondition();

  /// What waits, by lane; the next turn is the first one's.
  private final Map<Object, ArrayDeque<Runnable>> lanes = new LinkedHashMap<>();

  private final Map<Object, Integer> running = new HashMap<>();
  private int waiting;
  private boolean isClosed;

  /// @param count of threads
  /// @param maxWaiting tasks that wait for one, beyond which they are refused
  MethodThreads(int count, int maxWaiting) {
    this.maxWaiting = maxWaiting;
    this.maxOfLane = Math.max(1, count - Math.max(1, count / 4));
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().daemon().name("rpc-" + i).start(this::work));
    }
  }

  /// Runs the task soon, or returns false when too many wait.
  boolean execute(Object lane, Runnable task) {
    lock.lock();
    try {
      if (waiting >= maxWaiting || isClosed) {
        return false;
      }
      waiting++;
      lanes.computeIfAbsent(lane, _ -> new ArrayDeque<>()).add(task);
      workCame.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Runs the task on one of the threads and waits for it.
  <T> T call(Object lane, Supplier<T> task, Supplier<? extends RuntimeException> refusal) {
    CompletableFuture<T> result = new CompletableFuture<>();
    boolean isTaken =
        execute(
            lane,
            () -> {
              try {
                result.complete(task.get());
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
    if (!isTaken) {
      throw refusal.get();
    }
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      workCame.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private record Turn(Object lane, Runnable task) {}

  /// The root of a thread.
  private void work() {
    for (Turn turn = next(null); turn != null; turn = next(turn.lane())) {
      try {
        turn.task().run();
      } catch (Throwable e) {
        LOG.error("event=message_failed", e);
      }
    }
  }

  /// Ends a turn of the lane, and waits for the next one; nothing when there will be none.
  private @Nullable Turn next(@Nullable Object ended) {
    lock.lock();
    try {
      if (ended != null) {
        running.computeIfPresent(ended, (_, count) -> count == 1 ? null : count - 1);
        // What waits in the lane may have been passed over.
        if (lanes.containsKey(ended)) {
          workCame.signal();
        }
      }
      while (!isClosed) {
        Turn turn = takeTurn();
        if (turn != null) {
          return turn;
        }
        workCame.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Turn takeTurn() {
    Object lane = null;
    for (Object each : lanes.keySet()) {
      if (running.getOrDefault(each, 0) < maxOfLane) {
        lane = each;
        break;
      }
    }
    ArrayDeque<Runnable> tasks = lane == null ? null : lanes.remove(lane);
    if (lane == null || tasks == null) {
      return null;
    }
    Runnable task = tasks.remove();
    if (!tasks.isEmpty()) {
      // The others come first.
      lanes.put(lane, tasks);
    }
    running.merge(lane, 1, Integer::sum);
    waiting--;
    return new Turn(lane, task);
  }
}
