package org.cairn.p2p;

import java.util.Arrays;
import java.util.Random;
import org.cairn.core.types.Bytes;

/// Bytes as no honest peer sends them, for tests of decoders: briefly in the suite, for
/// `-Dcairn.fuzz.millis=N` each by `scripts/fuzz`.
public final class Hostile {
  private final Random random;
  private final int least;
  private final long endNanos =
      System.nanoTime() + Long.getLong("cairn.fuzz.millis", 0) * 1_000_000;
  private int runs;

  public Hostile(Class<?> test, int least) {
    long seed = Long.getLong("cairn.fuzz.seed", System.nanoTime());
    System.out.println(test.getSimpleName() + " seed " + seed);
    this.random = new Random(seed);
    this.least = least;
  }

  /// Whether another run is due.
  public boolean goesOn() {
    return runs++ < least || System.nanoTime() < endNanos;
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /// A cut, a changed byte, a longer end, or noise.
  public Bytes of(Bytes good) {
    byte[] bytes = good.toArray();
    return switch (random.nextInt(4)) {
      case 0 -> Bytes.copy(bytes, 0, random.nextInt(bytes.length));
      case 1 -> {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        yield Bytes.wrap(bytes);
      }
      case 2 -> Bytes.wrap(Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9)));
      default -> {
        byte[] noise = new byte[random.nextInt(400)];
        random.nextBytes(noise);
        yield Bytes.wrap(noise);
      }
    };
  }
}
