package org.cairn.node.driver;

import io.vertx.core.Vertx;

/// Calls back after a while. In production on a Vert.x event loop, so that what is called hands
/// over and returns.
public interface Timers {
  /// Calls once after the delay, at least 1 ms; returns what [#cancel] takes.
  long after(long delayMillis, Runnable task);

  /// Forgets a timer; does nothing when it has expired.
  void cancel(long timer);

  /// The timers of Vert.x.
  static Timers of(Vertx vertx) {
    return new Timers() {
      @Override
      public long after(long delayMillis, Runnable task) {
        return vertx.setTimer(Math.max(1, delayMillis), _ -> task.run());
      }

      @Override
      public void cancel(long timer) {
        var _ = vertx.cancelTimer(timer);
      }
    };
  }
}
