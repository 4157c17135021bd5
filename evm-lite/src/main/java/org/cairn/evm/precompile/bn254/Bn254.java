package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// The operations of EIP-196 and EIP-197 in their encoding. The callers see to it that the arrays
/// hold as many bytes as an operation reads.
public final class Bn254 {
  public static final int G1_BYTES = G1.SIZE_BYTES;
  public static final int SCALAR_BYTES = 32;
  public static final int PAIR_BYTES = G1.SIZE_BYTES + G2.SIZE_BYTES;

  private Bn254() {}

  /// The sum of two points, or nothing when one is invalid.
  public static byte @Nullable [] add(byte[] input, int offset) {
    byte[] sum = new byte[G1_BYTES];
    return G1.add(input, offset, sum) ? sum : null;
  }

  /// The multiple of a point by the scalar behind it, or nothing when the point is invalid.
  public static byte @Nullable [] multiply(byte[] input, int offset) {
    BigInteger scalar = new BigInteger(1, input, offset + G1_BYTES, SCALAR_BYTES);
    byte[] product = new byte[G1_BYTES];
    return G1.multiply(input, offset, scalar, product) ? product : null;
  }

  /// Whether the product of the pairings is one, or nothing when a point is invalid.
  public static @Nullable Boolean pairingIsOne(byte[] input, int offset, int pairCount) {
    Pairing pairing = new Pairing(pairCount);
    for (int i = 0; i < pairCount; i++) {
      if (!pairing.add(input, offset + i * PAIR_BYTES)) {
        return null;
      }
    }
    return pairing.run();
  }
}
