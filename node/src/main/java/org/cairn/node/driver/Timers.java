package org.cairn.node.driver;

/// Calls back after a while, on a thread that others share: what is called hands over and returns.
public interface Timers {
  /// Calls once after the delay, at least 1 ms; returns what [#cancel] takes.
  long after(long delayMillis, Runnable task);

  /// Forgets a timer; does nothing when it has expired.
  void cancel(long timer);
}
