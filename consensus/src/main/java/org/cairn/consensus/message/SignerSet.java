package org.cairn.consensus.message;

import java.util.Arrays;
import org.cairn.core.types.Bytes;

/// The validators that signed, by index in the ordered set: bit `i % 8` of byte `i / 8`. It has as
/// many bytes as the validator set needs and no bit beyond it, which [#fits] checks.
public record SignerSet(Bytes bits) {
  /// Holds as many bytes as the largest validator set needs.
  public static final int MAX_VALIDATORS = 4096;

  static final int MAX_BYTES = MAX_VALIDATORS / 8;

  /// The set of the indices that are true.
  public static SignerSet of(boolean[] signed) {
    byte[] bits = new byte[(signed.length + 7) / 8];
    for (int i = 0; i < signed.length; i++) {
      if (signed[i]) {
        bits[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return new SignerSet(Bytes.wrap(bits));
  }

  public boolean contains(int validator) {
    int at = validator / 8;
    return at < bits.size() && (bits.get(at) >> validator % 8 & 1) != 0;
  }

  /// Whether this is the canonical form for a set of that many validators.
  public boolean fits(int validators) {
    if (bits.size() != (validators + 7) / 8) {
      return false;
    }
    int used = validators % 8;
    return used == 0 || (bits.get(bits.size() - 1) & 0xff) >> used == 0;
  }

  /// The indices in ascending order.
  public int[] indices() {
    int[] indices = new int[8 * bits.size()];
    int count = 0;
    for (int i = 0; i < indices.length; i++) {
      if (contains(i)) {
        indices[count++] = i;
      }
    }
    return Arrays.copyOf(indices, count);
  }
}
