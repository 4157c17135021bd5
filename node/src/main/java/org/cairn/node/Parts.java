package org.cairn.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a running node is made of, in the order in which it was started, and the node's end. Parts
/// are added by the thread that starts the node; any thread may end it.
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  /// Takes over a part that has to be closed with the node.
  <T extends AutoCloseable> T own(T resource) {
    started.push(resource);
    return resource;
  }

  /// Waits until the node ends: 0 after an orderly stop, 1 when it had to give up.
  int awaitEnd() {
    return end.join();
  }

  /// Stops the node, because a part of it is broken.
  void fail(Throwable cause) {
    LOG.error("FATAL the node stops: {}", cause.toString(), cause);
    if (end.complete(1)) {
      var _ = Thread.ofPlatform().name("fatal-stop").start(this::close);
    }
  }

  /// Stops in reverse order; a second call does nothing.
  @Override
  public void close() {
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
