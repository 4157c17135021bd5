package org.cairn.evm.precompile.bn254;

import java.util.ArrayList;
import java.util.List;
import org.cairn.evm.precompile.bn254.Pairing.Pair;
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
    G1 a = G1.read(input, offset);
    G1 b = G1.read(input, offset + G1.SIZE_BYTES);
    return a == null || b == null ? null : a.plus(b).toBytes();
  }

  /// The multiple of a point by the scalar behind it, or nothing when the point is invalid.
  public static byte @Nullable [] multiply(byte[] input, int offset) {
    G1 point = G1.read(input, offset);
    return point == null ? null : point.times(input, offset + G1.SIZE_BYTES).toBytes();
  }

  /// Whether the product of the pairings is one, or nothing when a point is invalid.
  public static @Nullable Boolean pairingIsOne(byte[] input, int offset, int pairCount) {
    List<Pair> pairs = new ArrayList<>(pairCount);
    for (int i = 0; i < pairCount; i++) {
      G1 p = G1.read(input, offset + i * PAIR_BYTES);
      G2 q = G2.read(input, offset + i * PAIR_BYTES + G1.SIZE_BYTES);
      if (p == null || q == null) {
        return null;
      }
      if (!p.isInfinity() && !q.isInfinity()) {
        pairs.add(new Pair(p, q));
      }
    }
    return Pairing.productIsOne(pairs);
  }
}
