package org.cairn.consensus.leader;

import java.nio.ByteBuffer;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;

/// Fisher-Yates with SHA-256 in counter mode as the source of numbers: every node draws the same
/// order.
final class StratifiedShuffle {
  private final ByteBuffer input;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private long counter;

  StratifiedShuffle(Hash seed, long cycle) {
    input = ByteBuffer.allocate(Hash.SIZE_BYTES + 2 * Long.BYTES);
    input.put(seed.shared()).putLong(cycle);
  }

  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }

  /// A number from zero to the bound, uniform: draws beyond the last whole multiple are repeated.
  private int below(int bound) {
    long limit = (1L << 32) / bound * bound;
    long drawn;
    do {
      if (!block.hasRemaining()) {
        input.putLong(Hash.SIZE_BYTES + Long.BYTES, counter++);
        block = ByteBuffer.wrap(Sha256.hash(input.array()).shared());
      }
      drawn = Integer.toUnsignedLong(block.getInt());
    } while (drawn >= limit);
    return (int) (drawn % bound);
  }
}
