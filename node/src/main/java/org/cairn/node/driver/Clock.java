package org.cairn.node.driver;

/// Where drivers take the time from; the pure parts are told it.
public interface Clock {
  /// Milliseconds since 1970, for timestamps of blocks.
  long unixMillis();

  /// Nanoseconds from any origin, for durations.
  long nanos();

  /// The machine's clock.
  static Clock system() {
    return new Clock() {
      @Override
      public long unixMillis() {
        return System.currentTimeMillis();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
