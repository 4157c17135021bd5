package org.cairn.evm.precompile.field;

import static org.cairn.evm.precompile.field.PrimeField.LONGS;

import java.math.BigInteger;
import java.util.Arrays;

/// The points of a curve y² = x³ + ax + b over a prime field, a being 0 or -3, with an odd number
/// of points.
///
/// A point is two elements, x and y, in affine form, where two zeros are infinity, or three in
/// Jacobian form (x/z², y/z³), where z = 0 is infinity. Arrays and indices are those of
/// [PrimeField], with scratch space of this class's size.
public final class Curve {
  public static final int AFFINE_LONGS = 2 * LONGS;
  public static final int JACOBIAN_LONGS = 3 * LONGS;
  private static final int Y = LONGS;
  private static final int Z = 2 * LONGS;

  // Temporaries; those of a point next to another are one vector.
  private static final int T0 = PrimeField.SCRATCH_LONGS;
  private static final int T1 = T0 + LONGS;
  private static final int T2 = T1 + LONGS;
  private static final int T3 = T2 + LONGS;
  private static final int T4 = T3 + LONGS;
  private static final int T5 = T4 + LONGS;
  private static final int OPERAND = T5 + LONGS;
  public static final int SCRATCH_LONGS = OPERAND + AFFINE_LONGS;

  private final PrimeField field;
  private final boolean aIsZero;
  private final long[] b;

  public Curve(PrimeField field, boolean aIsZero, BigInteger b) {
    this.field = field;
    this.aIsZero = aIsZero;
    this.b = field.element(b);
  }

  /// Whether an affine point is infinity.
  public static boolean isInfinity(long[] m, int p) {
    return PrimeField.isZero(m, p) && PrimeField.isZero(m, p + Y);
  }

  public static boolean isJacobianInfinity(long[] m, int p) {
    return PrimeField.isZero(m, p + Z);
  }

  /// Whether the coordinates are those of a point other than infinity.
  public boolean contains(long[] m, int p) {
    field.square(m, T0, p);
    if (!aIsZero) {
      field.setOne(m, T1);
      field.twice(m, T2, T1);
      field.add(m, T1, T1, T2);
      field.subtract(m, T0, T0, T1);
    }
    field.multiply(m, T0, T0, p);
    PrimeField.set(m, T1, b);
    field.add(m, T0, T0, T1);
    field.square(m, T1, p + Y);
    return PrimeField.equal(m, T0, T1);
  }

  /// Adds q to p, both affine.
  public void addAffine(long[] m, int p, int q) {
    if (isInfinity(m, q)) {
      return;
    }
    if (isInfinity(m, p)) {
      System.arraycopy(m, q, m, p, AFFINE_LONGS);
      return;
    }
    if (!PrimeField.equal(m, p, q)) {
      field.subtract(m, T0, q + Y, p + Y);
      field.subtract(m, T1, q, p);
    } else if (PrimeField.equal(m, p + Y, q + Y)) {
      field.setOne(m, T3);
      slopeOfTangent(m, T0, p, T3);
      field.twice(m, T1, p + Y);
    } else {
      Arrays.fill(m, p, p + AFFINE_LONGS, 0);
      return;
    }
    field.invert(m, T1, T1);
    field.multiply(m, T0, T0, T1);
    field.square(m, T1, T0);
    field.subtract(m, T1, T1, p);
    field.subtract(m, T1, T1, q);
    field.subtract(m, T2, p, T1);
    field.multiply(m, T2, T2, T0);
    field.subtract(m, p + Y, T2, p + Y);
    PrimeField.copy(m, p, T1);
  }

  /// 3x² + a·z⁴, without its denominator; overwrites z, and T5.
  private void slopeOfTangent(long[] m, int r, int x, int z) {
    if (aIsZero) {
      field.square(m, r, x);
    } else {
      field.square(m, z, z);
      field.add(m, T5, x, z);
      field.subtract(m, z, x, z);
      field.multiply(m, r, T5, z);
    }
    field.twice(m, T5, r);
    field.add(m, r, r, T5);
  }

  /// Doubles a Jacobian point. With S = 2y, the slope L = 3x² + az⁴ and D = xS², the result is x3 =
  /// L² - 2D, y3 = L(D - x3) - S⁴/2, z3 = Sz, which takes the fewest additions.
  public void twice(long[] m, int p) {
    int slope = T0;
    int ss = T1;
    int difference = T2;
    int minusHalf = T3;
    int d = T4;
    PrimeField.copy(m, T4, p + Z);
    slopeOfTangent(m, slope, p, T4);
    field.twice(m, p + Y, p + Y);
    field.multiply(m, p + Z, p + Z, p + Y);
    field.square(m, ss, p + Y);
    field.multiply(m, d, p, ss);
    field.square(m, p, slope);
    field.subtract(m, p, p, d);
    field.subtract(m, p, p, d);
    field.subtract(m, difference, d, p);
    field.half(m, minusHalf, ss);
    field.negate(m, minusHalf, minusHalf);
    field.multiplyTwo(m, p + Y, slope, difference);
  }

  /// Adds q, an affine point other than infinity, to the Jacobian point p.
  public void add(long[] m, int p, int q) {
    if (isJacobianInfinity(m, p)) {
      System.arraycopy(m, q, m, p, AFFINE_LONGS);
      field.setOne(m, p + Z);
      return;
    }
    int r = T0;
    int hhh = T1;
    int difference = T2;
    int minusY = T3;
    int h = T4;
    field.square(m, h, p + Z);
    field.multiply(m, r, h, p + Z);
    field.multiply(m, r, r, q + Y);
    field.subtract(m, r, r, p + Y);
    field.multiply(m, h, h, q);
    field.subtract(m, h, h, p);
    if (PrimeField.isZero(m, h)) {
      if (PrimeField.isZero(m, r)) {
        twice(m, p);
      } else {
        PrimeField.setZero(m, p + Z);
      }
      return;
    }
    field.multiply(m, p + Z, p + Z, h);
    field.square(m, T5, h);
    field.multiply(m, hhh, T5, h);
    field.multiply(m, T5, T5, p);
    field.square(m, p, r);
    field.subtract(m, p, p, hhh);
    field.subtract(m, p, p, T5);
    field.subtract(m, p, p, T5);
    field.subtract(m, difference, T5, p);
    field.negate(m, minusY, p + Y);
    field.multiplyTwo(m, p + Y, r, difference);
  }

  /// Writes the affine form of a Jacobian point, given 1/z, which becomes 1/z³.
  private void toAffine(long[] m, int r, int p, int inverse) {
    field.square(m, T0, inverse);
    field.multiply(m, r, p, T0);
    field.multiply(m, inverse, inverse, T0);
    field.multiply(m, r + Y, p + Y, inverse);
  }

  /// Writes the affine form of a Jacobian point.
  public void toAffine(long[] m, int r, int p) {
    field.invert(m, T1, p + Z);
    toAffine(m, r, p, T1);
  }

  /// Whether a Jacobian point other than infinity has this affine x, without an inversion.
  public boolean hasX(long[] m, int p, BigInteger x) {
    field.square(m, T0, p + Z);
    PrimeField.set(m, T1, field.element(x));
    field.multiply(m, T0, T0, T1);
    return PrimeField.equal(m, T0, p);
  }

  /// How many longs [#oddMultiples] needs beyond its result.
  public static int oddMultiplesScratchLongs(int count) {
    return JACOBIAN_LONGS + count * (JACOBIAN_LONGS + LONGS);
  }

  /// Writes the odd multiples 1, 3, 5... of an affine point, whose order is greater than all of
  /// them, in affine form. All are inverted at once (Montgomery's trick).
  ///
  /// 2P has a z, but is affine on the isomorphic curve on which each z is a multiple by it; mixed
  /// additions do not depend on the curve's constants. So the chain of additions runs there.
  public void oddMultiples(long[] m, int table, int count, int p, int scratch) {
    int jacobian = scratch + JACOBIAN_LONGS;
    int products = jacobian + count * JACOBIAN_LONGS;
    System.arraycopy(m, p, m, scratch, AFFINE_LONGS);
    field.setOne(m, scratch + Z);
    twice(m, scratch);
    field.square(m, T0, scratch + Z);
    field.multiply(m, jacobian, p, T0);
    field.multiply(m, T0, T0, scratch + Z);
    field.multiply(m, jacobian + Y, p + Y, T0);
    field.setOne(m, jacobian + Z);
    for (int i = 1; i < count; i++) {
      int at = jacobian + i * JACOBIAN_LONGS;
      System.arraycopy(m, at - JACOBIAN_LONGS, m, at, JACOBIAN_LONGS);
      add(m, at, scratch);
    }
    field.setOne(m, products);
    for (int i = 1; i < count; i++) {
      int z = jacobian + i * JACOBIAN_LONGS + Z;
      field.multiply(m, z, z, scratch + Z);
      field.multiply(m, products + i * LONGS, products + (i - 1) * LONGS, z);
    }
    int inverse = scratch;
    int one = scratch + LONGS;
    field.invert(m, inverse, products + (count - 1) * LONGS);
    for (int i = count - 1; i > 0; i--) {
      int at = jacobian + i * JACOBIAN_LONGS;
      field.multiply(m, one, inverse, products + (i - 1) * LONGS);
      field.multiply(m, inverse, inverse, at + Z);
      toAffine(m, table + i * AFFINE_LONGS, at, one);
    }
    System.arraycopy(m, p, m, table, AFFINE_LONGS);
  }

  /// A point's odd multiples, as [#oddMultiples] makes them, in an array of any kind, with the
  /// digits of the scalar by which to multiply the point.
  public static final class Term {
    private final long[] table;
    private final int at;
    private final short[] digits;

    /// Keeps the arrays.
    public Term(long[] table, int at, short[] digits) {
      this.table = table;
      this.at = at;
      this.digits = digits;
    }
  }

  /// Writes the sum of two multiples in Jacobian form: one run of doublings for both scalars, which
  /// have as many digits.
  public void sumOfMultiples(long[] m, int r, Term a, Term b) {
    PrimeField.setZero(m, r + Z);
    for (int i = a.digits.length - 1; i >= 0; i--) {
      if (!isJacobianInfinity(m, r)) {
        twice(m, r);
      }
      addMultiple(m, r, a, a.digits[i]);
      addMultiple(m, r, b, b.digits[i]);
    }
  }

  private void addMultiple(long[] m, int r, Term term, int digit) {
    if (digit != 0) {
      int at = term.at + Math.abs(digit) / 2 * AFFINE_LONGS;
      System.arraycopy(term.table, at, m, OPERAND, AFFINE_LONGS);
      if (digit < 0) {
        field.negate(m, OPERAND + Y, OPERAND + Y);
      }
      add(m, r, OPERAND);
    }
  }
}
