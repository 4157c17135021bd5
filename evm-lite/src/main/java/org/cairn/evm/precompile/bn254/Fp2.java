package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;
import org.cairn.evm.precompile.field.PrimeField;

/// The extension c0 + c1·i with i² = -1: eight longs, c0 first.
///
/// A product has no Karatsuba trick: each of its two parts is a sum of two products that is reduced
/// once, which is cheaper than three products with their additions; and sums of several products
/// are reduced once as well (Longa 2022, "Efficient algorithms for large prime characteristic
/// fields and their application to bilinear pairings").
final class Fp2 {
  private static final Fp FP = Fp.FIELD;
  static final int LONGS = 2 * PrimeField.LONGS;

  private static final int SUM = PrimeField.SCRATCH_LONGS;
  private static final int FACTORS = SUM + LONGS;
  private static final int FACTOR_LONGS = 2 * LONGS;
  static final int SCRATCH_LONGS = FACTORS + FACTOR_LONGS;

  private Fp2() {}

  static void copy(long[] m, int r, int x) {
    System.arraycopy(m, x, m, r, LONGS);
  }

  static void setOne(long[] m, int r) {
    FP.setOne(m, r);
    Arrays.fill(m, r + PrimeField.LONGS, r + LONGS, 0);
  }

  static boolean isZero(long[] m, int x) {
    return PrimeField.isZero(m, x) && PrimeField.isZero(m, x + PrimeField.LONGS);
  }

  static boolean equal(long[] m, int x, int y) {
    return PrimeField.equal(m, x, y)
        && PrimeField.equal(m, x + PrimeField.LONGS, y + PrimeField.LONGS);
  }

  static void add(long[] m, int r, int x, int y) {
    FP.add(m, r, x, y);
    FP.add(m, r + PrimeField.LONGS, x + PrimeField.LONGS, y + PrimeField.LONGS);
  }

  static void subtract(long[] m, int r, int x, int y) {
    FP.subtract(m, r, x, y);
    FP.subtract(m, r + PrimeField.LONGS, x + PrimeField.LONGS, y + PrimeField.LONGS);
  }

  static void twice(long[] m, int r, int x) {
    FP.twice(m, r, x);
    FP.twice(m, r + PrimeField.LONGS, x + PrimeField.LONGS);
  }

  /// 3x; r is not x.
  static void thrice(long[] m, int r, int x) {
    twice(m, r, x);
    add(m, r, r, x);
  }

  static void half(long[] m, int r, int x) {
    FP.half(m, r, x);
    FP.half(m, r + PrimeField.LONGS, x + PrimeField.LONGS);
  }

  static void negate(long[] m, int r, int x) {
    FP.negate(m, r, x);
    FP.negate(m, r + PrimeField.LONGS, x + PrimeField.LONGS);
  }

  static void conjugate(long[] m, int r, int x) {
    System.arraycopy(m, x, m, r, PrimeField.LONGS);
    FP.negate(m, r + PrimeField.LONGS, x + PrimeField.LONGS);
  }

  static void multiply(long[] m, int r, int x, int y) {
    setFactor(m, FACTORS, 0, 1, y);
    FP.multiplyTwo(m, SUM, x, FACTORS);
    FP.multiplyTwo(m, r + PrimeField.LONGS, x, FACTORS + LONGS);
    PrimeField.copy(m, r, SUM);
  }

  /// Multiplies by an element of the prime field.
  static void scale(long[] m, int r, int x, int factor) {
    FP.multiply(m, r, x, factor);
    FP.multiply(m, r + PrimeField.LONGS, x + PrimeField.LONGS, factor);
  }

  /// How many longs a table of factors for [#dot] takes.
  static int factorLongs(int count) {
    return count * FACTOR_LONGS;
  }

  /// Enters y into a table of `count` factors at an index: the real parts of products need (c0,
  /// -c1), which come first, the imaginary parts (c1, c0).
  static void setFactor(long[] m, int table, int index, int count, int y) {
    int real = table + index * LONGS;
    System.arraycopy(m, y, m, real, PrimeField.LONGS);
    FP.negate(m, real + PrimeField.LONGS, y + PrimeField.LONGS);
    int imaginary = real + count * LONGS;
    System.arraycopy(m, y + PrimeField.LONGS, m, imaginary, PrimeField.LONGS);
    System.arraycopy(m, y, m, imaginary + PrimeField.LONGS, PrimeField.LONGS);
  }

  /// The sum of the products of the vector at x with as many factors, two or three.
  static void dot(long[] m, int r, int x, int table, int count) {
    FP.dot(m, SUM, x, table, 2 * count);
    FP.dot(m, r + PrimeField.LONGS, x, table + count * LONGS, 2 * count);
    PrimeField.copy(m, r, SUM);
  }

  static void square(long[] m, int r, int x) {
    int sum = SUM;
    int difference = SUM + PrimeField.LONGS;
    FP.add(m, sum, x, x + PrimeField.LONGS);
    FP.subtract(m, difference, x, x + PrimeField.LONGS);
    FP.multiply(m, r + PrimeField.LONGS, x, x + PrimeField.LONGS);
    FP.twice(m, r + PrimeField.LONGS, r + PrimeField.LONGS);
    FP.multiply(m, r, sum, difference);
  }

  /// The product with ξ = 9 + i, the constant of the tower.
  static void multiplyXi(long[] m, int r, int x) {
    int nine = FACTORS;
    twice(m, nine, x);
    twice(m, nine, nine);
    twice(m, nine, nine);
    add(m, nine, nine, x);
    FP.subtract(m, nine, nine, x + PrimeField.LONGS);
    FP.add(m, r + PrimeField.LONGS, nine + PrimeField.LONGS, x);
    System.arraycopy(m, nine, m, r, PrimeField.LONGS);
  }

  static void invert(long[] m, int r, int x) {
    FP.multiplyTwo(m, SUM, x, x);
    FP.invert(m, SUM, SUM);
    scale(m, r, x, SUM);
    FP.negate(m, r + PrimeField.LONGS, r + PrimeField.LONGS);
  }

  /// x to a power; r is not x.
  static void power(long[] m, int r, int x, BigInteger exponent) {
    setOne(m, r);
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      square(m, r, r);
      if (exponent.testBit(bit)) {
        multiply(m, r, r, x);
      }
    }
  }
}
