package org.cairn.core;

import java.util.Random;

/// The randomness of property tests: a fixed seed for each test, so that a build is repeatable, or
/// the one given by `-Dcairn.seed=N`. The seed is printed, as it is all one needs to see a failure
/// again.
public final class Seed {
  private Seed() {}

  public static Random random(Class<?> test) {
    long seed = Long.getLong("cairn.seed", test.getName().hashCode());
    System.out.println(test.getSimpleName() + " seed=" + seed);
    return new Random(seed);
  }

  public static byte[] bytes(Random random, int lengthBytes) {
    byte[] bytes = new byte[lengthBytes];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Whether another run is due: there are to be so many at least, and more until the time that
  /// `-Dcairn.fuzz.millis=N` gives to each test is over.
  public static boolean goesOn(int run, int least, long startNanos) {
    long millis = Long.getLong("cairn.fuzz.millis", 0);
    return run < least || System.nanoTime() - startNanos < millis * 1_000_000;
  }
}
