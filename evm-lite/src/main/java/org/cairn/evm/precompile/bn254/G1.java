package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;
import org.cairn.evm.precompile.field.Curve;
import org.cairn.evm.precompile.field.PrimeField;
import org.cairn.evm.precompile.field.SignedDigits;

/// The group of the points of y² = x³ + 3 over the prime field. Their number is prime: every point
/// is in the group.
///
/// A multiple takes half the doublings, as the curve has the endomorphism (x, y) -> (βx, y), with a
/// cube root of unity β, which multiplies by λ, a cube root of unity modulo the order r (Gallant,
/// Lambert and Vanstone 2001): a scalar is split into k1 + k2·λ with numbers below 2^127.
final class G1 {
  static final int SIZE_BYTES = 2 * PrimeField.SIZE_BYTES;
  static final int LONGS = Curve.AFFINE_LONGS;

  static final BigInteger ORDER =
      new BigInteger(
          "21888242871839275222246405745257275088548364400416034343698204186575808495617");
  static final BigInteger LAMBDA =
      new BigInteger("4407920970296243842393367215006156084916469457145843978461");
  private static final long[] BETA =
      Fp.FIELD.element(
          new BigInteger("2203960485148121921418603742825762020974279258880205651966"));

  private static final Curve CURVE = new Curve(Fp.FIELD, true, BigInteger.valueOf(3));

  // The vectors (2u+1, -6u²-2u) and (6u²+4u+1, 2u+1) span those (x, y) with x + yλ = 0 modulo r.
  private static final BigInteger U = BigInteger.valueOf(G2.U);
  private static final BigInteger SHORT = U.shiftLeft(1).add(BigInteger.ONE);
  private static final BigInteger MIDDLE =
      U.multiply(U).multiply(BigInteger.valueOf(6)).add(U.shiftLeft(1));
  private static final BigInteger LONG = MIDDLE.add(SHORT);

  private static final int WIDTH = 4;
  private static final int TABLE_SIZE = SignedDigits.tableSize(WIDTH);
  private static final int TABLE_LONGS = TABLE_SIZE * Curve.AFFINE_LONGS;
  private static final int DIGITS = 128;

  // Where the operands of a computation lie.
  private static final int P = Curve.SCRATCH_LONGS;
  private static final int Q = P + LONGS;
  private static final int PRODUCT = Q + LONGS;
  private static final int BETA_AT = PRODUCT + Curve.JACOBIAN_LONGS;
  private static final int TABLE1 = BETA_AT + PrimeField.LONGS;
  private static final int TABLE2 = TABLE1 + TABLE_LONGS;
  private static final int TABLE_SCRATCH = TABLE2 + TABLE_LONGS;
  private static final int TOTAL_LONGS = TABLE_SCRATCH + Curve.oddMultiplesScratchLongs(TABLE_SIZE);

  private G1() {}

  /// Reads an affine point, zeros for infinity; returns whether it is one (EIP-196).
  static boolean read(long[] m, int r, byte[] bytes, int offset) {
    return Fp.FIELD.read(m, r, bytes, offset)
        && Fp.FIELD.read(m, r + PrimeField.LONGS, bytes, offset + PrimeField.SIZE_BYTES)
        && (Curve.isInfinity(m, r) || CURVE.contains(m, r));
  }

  static boolean isInfinity(long[] m, int p) {
    return Curve.isInfinity(m, p);
  }

  private static void write(long[] m, int p, byte[] bytes) {
    Fp.FIELD.write(m, p, bytes, 0);
    Fp.FIELD.write(m, p + PrimeField.LONGS, bytes, PrimeField.SIZE_BYTES);
  }

  /// Adds the points at both offsets into `sum`; returns whether they are points.
  static boolean add(byte[] input, int offset, byte[] sum) {
    long[] m = new long[PRODUCT];
    if (!read(m, P, input, offset) || !read(m, Q, input, offset + SIZE_BYTES)) {
      return false;
    }
    CURVE.addAffine(m, P, Q);
    write(m, P, sum);
    return true;
  }

  /// Multiplies the point at the offset into `product`; returns whether it is one.
  static boolean multiply(byte[] input, int offset, BigInteger scalar, byte[] product) {
    long[] m = new long[TOTAL_LONGS];
    if (!read(m, P, input, offset)) {
      return false;
    }
    BigInteger k = scalar.mod(ORDER);
    if (Curve.isInfinity(m, P) || k.signum() == 0) {
      return true;
    }
    BigInteger c1 = k.multiply(SHORT).divide(ORDER);
    BigInteger c2 = k.multiply(MIDDLE).divide(ORDER);
    BigInteger k1 = k.subtract(c1.multiply(SHORT)).subtract(c2.multiply(LONG));
    BigInteger k2 = c1.multiply(MIDDLE).subtract(c2.multiply(SHORT));
    CURVE.oddMultiples(m, TABLE1, TABLE_SIZE, P, TABLE_SCRATCH);
    PrimeField.set(m, BETA_AT, BETA);
    for (int i = 0; i < TABLE_LONGS; i += LONGS) {
      Fp.FIELD.multiply(m, TABLE2 + i, TABLE1 + i, BETA_AT);
      PrimeField.copy(m, TABLE2 + i + PrimeField.LONGS, TABLE1 + i + PrimeField.LONGS);
    }
    CURVE.sumOfMultiples(
        m, PRODUCT, new Curve.Term(m, TABLE1, digits(k1)), new Curve.Term(m, TABLE2, digits(k2)));
    CURVE.toAffine(m, P, PRODUCT);
    write(m, P, product);
    return true;
  }

  private static short[] digits(BigInteger scalar) {
    short[] digits = SignedDigits.of(scalar.abs(), WIDTH, DIGITS);
    if (scalar.signum() < 0) {
      for (int i = 0; i < digits.length; i++) {
        digits[i] = (short) -digits[i];
      }
    }
    return digits;
  }
}
