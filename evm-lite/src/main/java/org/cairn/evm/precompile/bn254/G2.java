package org.cairn.evm.precompile.bn254;

import org.cairn.evm.precompile.field.PrimeField;

/// Points of the twist y² = x³ + 3/ξ over Fp2, in affine form: x and y, two zeros for infinity. The
/// twist's order is not prime: a point from outside may lie outside the group of order r, which
/// [Pairing] finds out.
final class G2 {
  static final int SIZE_BYTES = 4 * PrimeField.SIZE_BYTES;
  static final int LONGS = 2 * Fp2.LONGS;

  /// The curve family's parameter u.
  static final long U = 4965661367192848881L;

  private G2() {}

  /// Reads x and y, each with the imaginary part first (EIP-197), zeros for infinity; returns
  /// whether they name a point of the twist. The constant of the twist lies at b.
  static boolean read(long[] m, int r, byte[] bytes, int offset, int b) {
    for (int i = 0; i < 4; i++) {
      // c1 and c0 of x, then of y.
      int at = r + (i ^ 1) * PrimeField.LONGS;
      if (!Fp.FIELD.read(m, at, bytes, offset + i * PrimeField.SIZE_BYTES)) {
        return false;
      }
    }
    return isInfinity(m, r) || contains(m, r, b);
  }

  static boolean isInfinity(long[] m, int q) {
    return Fp2.isZero(m, q) && Fp2.isZero(m, q + Fp2.LONGS);
  }

  private static boolean contains(long[] m, int q, int b) {
    int right = Fp2.SCRATCH_LONGS;
    int left = right + Fp2.LONGS;
    Fp2.square(m, right, q);
    Fp2.multiply(m, right, right, q);
    Fp2.add(m, right, right, b);
    Fp2.square(m, left, q + Fp2.LONGS);
    return Fp2.equal(m, left, right);
  }

  /// ψ: untwist, raise to the p-th power, twist.
  static void frobenius(long[] m, int r, int q) {
    Fp2.conjugate(m, r, q);
    Fp2.multiply(m, r, r, Fp12.frobeniusCoefficient(2));
    Fp2.conjugate(m, r + Fp2.LONGS, q + Fp2.LONGS);
    Fp2.multiply(m, r + Fp2.LONGS, r + Fp2.LONGS, Fp12.frobeniusCoefficient(3));
  }
}
