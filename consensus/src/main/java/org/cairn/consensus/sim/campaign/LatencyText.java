package org.cairn.consensus.sim.campaign;

import org.cairn.consensus.sim.world.Latency;

/// Delays as they stand on a command line: `constant:MS`, `uniform:MIN:MAX`, `tail:MEAN:MAX`.
public final class LatencyText {
  private LatencyText() {}

  /// @throws IllegalArgumentException when the text is none of the forms
  public static Latency parse(String text) {
    String[] parts = text.split(":", -1);
    try {
      if (parts[0].equals("constant") && parts.length == 2) {
        return new Latency.Constant(millis(parts[1]));
      }
      if (parts.length == 3 && millis(parts[1]) <= millis(parts[2])) {
        if (parts[0].equals("uniform")) {
          return new Latency.Uniform(millis(parts[1]), millis(parts[2]));
        }
        if (parts[0].equals("tail")) {
          return new Latency.HeavyTail(millis(parts[1]), millis(parts[2]));
        }
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a number of milliseconds in: " + text, e);
    }
    throw new IllegalArgumentException(
        "latency is constant:MS, uniform:MIN:MAX or tail:MEAN:MAX, not: " + text);
  }

  private static long millis(String text) {
    long millis = Long.parseLong(text);
    if (millis < 0 || millis > 60_000) {
      throw new IllegalArgumentException("delay from 0 to 60000 ms, not " + text);
    }
    return millis;
  }

  static String format(Latency latency) {
    return switch (latency) {
      case Latency.Constant(long millis) -> "constant:" + millis;
      case Latency.Uniform(long min, long max) -> "uniform:" + min + ":" + max;
      case Latency.HeavyTail(long mean, long max) -> "tail:" + mean + ":" + max;
      case Latency.Matrix _ -> "regions";
    };
  }
}
