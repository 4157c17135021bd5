package org.cairn.evm.precompile.bn254;

import java.math.BigInteger;
import java.util.Arrays;
import org.cairn.evm.precompile.field.PrimeField;
import org.cairn.evm.precompile.field.SignedDigits;

/// The extension c0 + c1·w with w² = v: two elements of Fp6, c0 first. So w⁶ = ξ, and the six
/// coefficients over Fp2 belong to the powers 0, 2, 4 of w (in c0) and 1, 3, 5 (in c1).
final class Fp12 {
  static final int LONGS = 2 * Fp6.LONGS;
  private static final int C1 = Fp6.LONGS;

  // A product takes four elements of Fp6, a product with a line nine elements of Fp2 and three
  // factors, a cyclotomic square nine elements of Fp2.
  private static final int T0 = Fp6.SCRATCH_LONGS;
  private static final int T1 = T0 + Fp6.LONGS;
  private static final int T2 = T1 + Fp6.LONGS;
  private static final int T3 = T2 + Fp6.LONGS;
  private static final int LINE_FACTORS = T0 + 12 * Fp2.LONGS;
  private static final int FROBENIUS = LINE_FACTORS + Fp2.factorLongs(3);
  static final int SCRATCH_LONGS = FROBENIUS + 6 * Fp2.LONGS;

  /// ξ^(i(p-1)/6), what w^i becomes a multiple of itself by under x -> x^p, for i from 0 to 5.
  private static final long[] FROBENIUS_COEFFICIENTS = frobeniusCoefficients();

  private static final int POWER_WIDTH = 4;
  private static final short[] POWER_DIGITS =
      SignedDigits.of(BigInteger.valueOf(G2.U), POWER_WIDTH, 64);
  static final int POWER_LONGS = (SignedDigits.tableSize(POWER_WIDTH) + 1) * LONGS;

  private Fp12() {}

  private static long[] frobeniusCoefficients() {
    BigInteger sixth = Fp.FIELD.modulus().subtract(BigInteger.ONE).divide(BigInteger.valueOf(6));
    long[] m = new long[SCRATCH_LONGS];
    Fp2.setOne(m, FROBENIUS);
    Fp2.multiplyXi(m, T0, FROBENIUS);
    Fp2.power(m, FROBENIUS + Fp2.LONGS, T0, sixth);
    for (int i = 2; i < 6; i++) {
      int at = FROBENIUS + i * Fp2.LONGS;
      Fp2.multiply(m, at, at - Fp2.LONGS, FROBENIUS + Fp2.LONGS);
    }
    return Arrays.copyOfRange(m, FROBENIUS, SCRATCH_LONGS);
  }

  /// An array for a computation: the scratch space of all fields, with the constants in it, and
  /// behind [#SCRATCH_LONGS] as many longs as asked for.
  static long[] allocate(int longs) {
    long[] m = new long[SCRATCH_LONGS + longs];
    System.arraycopy(FROBENIUS_COEFFICIENTS, 0, m, FROBENIUS, FROBENIUS_COEFFICIENTS.length);
    return m;
  }

  /// Where ξ^(i(p-1)/6) lies.
  static int frobeniusCoefficient(int i) {
    return FROBENIUS + i * Fp2.LONGS;
  }

  static void copy(long[] m, int r, int x) {
    System.arraycopy(m, x, m, r, LONGS);
  }

  static void setOne(long[] m, int r) {
    Fp6.setOne(m, r);
    Arrays.fill(m, r + C1, r + LONGS, 0);
  }

  static boolean isOne(long[] m, int x) {
    long others = 0;
    for (int i = PrimeField.LONGS; i < LONGS; i++) {
      others |= m[x + i];
    }
    return others == 0 && Fp.FIELD.isOne(m, x);
  }

  /// Karatsuba over Fp6.
  static void multiply(long[] m, int r, int x, int y) {
    Fp6.add(m, T0, x, x + C1);
    Fp6.add(m, T1, y, y + C1);
    Fp6.multiply(m, T2, x, y);
    Fp6.multiply(m, T3, x + C1, y + C1);
    Fp6.multiply(m, T0, T0, T1);
    Fp6.subtract(m, T0, T0, T2);
    Fp6.subtract(m, r + C1, T0, T3);
    Fp6.multiplyV(m, T3, T3);
    Fp6.add(m, r, T2, T3);
  }

  /// Complex squaring: two products in Fp6.
  static void square(long[] m, int r, int x) {
    Fp6.add(m, T0, x, x + C1);
    Fp6.multiplyV(m, T1, x + C1);
    Fp6.add(m, T1, T1, x);
    Fp6.multiply(m, T2, x, x + C1);
    Fp6.multiply(m, T0, T0, T1);
    Fp6.subtract(m, T0, T0, T2);
    Fp6.twice(m, r + C1, T2);
    Fp6.multiplyV(m, T2, T2);
    Fp6.subtract(m, r, T0, T2);
  }

  /// Multiplies by l0 + l1·w + l3·w³, the shape of a line, three elements of Fp2 that lie at `line`
  /// in the order l3, l1, l0. With x written by powers of w, the new coefficient of a power is the
  /// sum of the old one times l0, the one below times l1, and the third below times l3, where what
  /// comes from below zero takes a factor ξ.
  static void multiplyLine(long[] m, int x, int line) {
    for (int i = 0; i < 3; i++) {
      Fp2.setFactor(m, LINE_FACTORS, i, 3, line + i * Fp2.LONGS);
    }
    int powers = T0 + 3 * Fp2.LONGS;
    for (int k = 0; k < 6; k++) {
      Fp2.copy(m, powers + k * Fp2.LONGS, x + coefficient(k));
    }
    for (int k = 3; k < 6; k++) {
      Fp2.multiplyXi(m, powers + (k - 6) * Fp2.LONGS, powers + k * Fp2.LONGS);
    }
    int terms = T0 + 9 * Fp2.LONGS;
    for (int k = 0; k < 6; k++) {
      int at = powers + k * Fp2.LONGS;
      Fp2.copy(m, terms, at - 3 * Fp2.LONGS);
      Fp2.copy(m, terms + Fp2.LONGS, at - Fp2.LONGS);
      Fp2.copy(m, terms + 2 * Fp2.LONGS, at);
      Fp2.dot(m, x + coefficient(k), terms, LINE_FACTORS, 3);
    }
  }

  /// Where the coefficient of w^k lies within an element.
  private static int coefficient(int k) {
    return (k & 1) * C1 + (k >> 1) * Fp2.LONGS;
  }

  /// x^(p^6), the inverse within the cyclotomic subgroup.
  static void conjugate(long[] m, int r, int x) {
    Fp6.copy(m, r, x);
    Fp6.negate(m, r + C1, x + C1);
  }

  /// 1/x; r is not x.
  static void invert(long[] m, int r, int x) {
    Fp6.multiply(m, T0, x, x);
    Fp6.multiply(m, T1, x + C1, x + C1);
    Fp6.multiplyV(m, T1, T1);
    Fp6.subtract(m, T0, T0, T1);
    Fp6.invert(m, T1, T0);
    Fp6.multiply(m, r, x, T1);
    Fp6.multiply(m, r + C1, x + C1, T1);
    Fp6.negate(m, r + C1, r + C1);
  }

  /// x^p.
  static void frobenius(long[] m, int r, int x) {
    for (int k = 0; k < 6; k++) {
      int at = coefficient(k);
      Fp2.conjugate(m, r + at, x + at);
      Fp2.multiply(m, r + at, r + at, frobeniusCoefficient(k));
    }
  }

  /// The square of an element of the cyclotomic subgroup (Granger and Scott, 2010): squares in Fp4
  /// of the pairs of coefficients whose powers of w differ by three.
  static void cyclotomicSquare(long[] m, int r, int x) {
    int squares = T0;
    squarePair(m, squares, x + coefficient(0), x + coefficient(3));
    squarePair(m, squares + 2 * Fp2.LONGS, x + coefficient(1), x + coefficient(4));
    squarePair(m, squares + 4 * Fp2.LONGS, x + coefficient(2), x + coefficient(5));
    // The square that was multiplied by w³ goes one place up, w⁶ being ξ.
    Fp2.multiplyXi(m, squares + 5 * Fp2.LONGS, squares + 5 * Fp2.LONGS);
    for (int i = 0; i < 3; i++) {
      int even = coefficient(2 * i);
      int square = squares + 2 * i * Fp2.LONGS;
      Fp2.subtract(m, r + even, square, x + even);
      Fp2.twice(m, r + even, r + even);
      Fp2.add(m, r + even, r + even, square);
      int odd = coefficient(2 * i + 1);
      square = squares + (2 * i + 5) % 6 * Fp2.LONGS;
      Fp2.add(m, r + odd, square, x + odd);
      Fp2.twice(m, r + odd, r + odd);
      Fp2.add(m, r + odd, r + odd, square);
    }
  }

  /// (a + b·s)² with s² = ξ, both parts one after the other.
  private static void squarePair(long[] m, int r, int a, int b) {
    int product = T0 + 6 * Fp2.LONGS;
    int sum = product + Fp2.LONGS;
    Fp2.multiply(m, product, a, b);
    Fp2.multiplyXi(m, sum, b);
    Fp2.add(m, sum, sum, a);
    Fp2.add(m, r, a, b);
    Fp2.multiply(m, r, r, sum);
    Fp2.subtract(m, r, r, product);
    Fp2.multiplyXi(m, sum, product);
    Fp2.subtract(m, r, r, sum);
    Fp2.twice(m, r + Fp2.LONGS, product);
  }

  /// The u-th power of an element of the cyclotomic subgroup, u being the parameter of the curves;
  /// r is not x. The space at `table` takes [#POWER_LONGS].
  static void cyclotomicPower(long[] m, int r, int x, int table) {
    int multiple = table + SignedDigits.tableSize(POWER_WIDTH) * LONGS;
    copy(m, table, x);
    cyclotomicSquare(m, multiple, x);
    for (int at = table + LONGS; at < multiple; at += LONGS) {
      multiply(m, at, at - LONGS, multiple);
    }
    int top = POWER_DIGITS.length - 1;
    while (POWER_DIGITS[top] == 0) {
      top--;
    }
    copy(m, r, table + POWER_DIGITS[top] / 2 * LONGS);
    for (int i = top - 1; i >= 0; i--) {
      cyclotomicSquare(m, r, r);
      int digit = POWER_DIGITS[i];
      int power = table + Math.abs(digit) / 2 * LONGS;
      if (digit < 0) {
        conjugate(m, multiple, power);
        multiply(m, r, r, multiple);
      } else if (digit > 0) {
        multiply(m, r, r, power);
      }
    }
  }
}
