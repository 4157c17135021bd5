package org.cairn.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node that was started and runs until it is told to stop or breaks: what its parts are, in the
/// order in which they were started, and its end. The thread that starts the node adds parts; any
/// thread may end it.
public abstract sealed class RunnableNode implements AutoCloseable
    permits Node, FrozenNode, DevNode {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Runs what starts the node; when that fails, nothing stays running.
  final void begin(Runnable wiring) {
    try {
      wiring.run();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Takes over a part that has to be closed with the node.
  final <T extends AutoCloseable> T own(T resource) {
    started.push(resource);
    return resource;
  }

  /// Waits until the node ends: 0 after an orderly stop, 1 when it had to give up.
  public final int awaitEnd() {
    return end.join();
  }

  /// Stops the node, because a part of it is broken.
  public final void fail(Throwable cause) {
    LOG.error("FATAL the node stops: {}", cause.toString(), cause);
    if (end.complete(1)) {
      var _ = Thread.ofPlatform().name("fatal-stop").start(this::close);
    }
  }

  /// Stops in reverse order; a second call does nothing.
  @Override
  public final void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    while (!started.isEmpty()) {
      AutoCloseable resource = started.pop();
      try {
        resource.close();
      } catch (Exception e) { // one part that does not close must not keep the others open
        LOG.warn("not closed cleanly part={}", resource.getClass().getSimpleName(), e);
      }
    }
    boolean orderly = end.complete(0);
    LOG.info("stopped{}", orderly ? "" : " after a failure");
  }
}
