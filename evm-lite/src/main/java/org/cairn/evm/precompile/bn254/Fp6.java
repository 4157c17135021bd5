package org.cairn.evm.precompile.bn254;

import java.util.Arrays;
import org.cairn.evm.precompile.field.PrimeField;

/// The extension b0 + b1·v + b2·v² with v³ = ξ = 9 + i: three elements of Fp2, b0 first.
final class Fp6 {
  static final int LONGS = 3 * Fp2.LONGS;
  private static final int B1 = Fp2.LONGS;
  private static final int B2 = 2 * Fp2.LONGS;

  private static final int VECTOR = Fp2.SCRATCH_LONGS;
  private static final int FACTORS = VECTOR + 5 * Fp2.LONGS;
  static final int SCRATCH_LONGS = FACTORS + Fp2.factorLongs(3);

  private Fp6() {}

  static void copy(long[] m, int r, int x) {
    System.arraycopy(m, x, m, r, LONGS);
  }

  static void setOne(long[] m, int r) {
    Fp2.setOne(m, r);
    Arrays.fill(m, r + B1, r + LONGS, 0);
  }

  static void add(long[] m, int r, int x, int y) {
    for (int i = 0; i < LONGS; i += PrimeField.LONGS) {
      Fp.FIELD.add(m, r + i, x + i, y + i);
    }
  }

  static void subtract(long[] m, int r, int x, int y) {
    for (int i = 0; i < LONGS; i += PrimeField.LONGS) {
      Fp.FIELD.subtract(m, r + i, x + i, y + i);
    }
  }

  static void twice(long[] m, int r, int x) {
    for (int i = 0; i < LONGS; i += PrimeField.LONGS) {
      Fp.FIELD.twice(m, r + i, x + i);
    }
  }

  static void negate(long[] m, int r, int x) {
    for (int i = 0; i < LONGS; i += PrimeField.LONGS) {
      Fp.FIELD.negate(m, r + i, x + i);
    }
  }

  /// The coefficient of v^i is a product of three in a row of ξ·x1, ξ·x2, x0, x1, x2, those from
  /// the i-th on, with y2, y1, y0.
  static void multiply(long[] m, int r, int x, int y) {
    Fp2.multiplyXi(m, VECTOR, x + B1);
    Fp2.multiplyXi(m, VECTOR + Fp2.LONGS, x + B2);
    copy(m, VECTOR + 2 * Fp2.LONGS, x);
    for (int i = 0; i < 3; i++) {
      Fp2.setFactor(m, FACTORS, i, 3, y + (2 - i) * Fp2.LONGS);
    }
    for (int i = 0; i < LONGS; i += Fp2.LONGS) {
      Fp2.dot(m, r + i, VECTOR + i, FACTORS, 3);
    }
  }

  static void multiplyV(long[] m, int r, int x) {
    int b2 = VECTOR;
    Fp2.multiplyXi(m, b2, x + B2);
    System.arraycopy(m, x, m, r + B1, 2 * Fp2.LONGS);
    Fp2.copy(m, r, b2);
  }

  /// Multiplies by an element of Fp2.
  static void scale(long[] m, int r, int x, int factor) {
    for (int i = 0; i < LONGS; i += Fp2.LONGS) {
      Fp2.multiply(m, r + i, x + i, factor);
    }
  }

  /// 1/x; r is not x.
  static void invert(long[] m, int r, int x) {
    int t = VECTOR;
    int norm = VECTOR + Fp2.LONGS;
    // The rows of the adjoint: x0² - ξ·x1·x2, ξ·x2² - x0·x1, x1² - x0·x2.
    Fp2.multiply(m, t, x + B1, x + B2);
    Fp2.multiplyXi(m, t, t);
    Fp2.square(m, r, x);
    Fp2.subtract(m, r, r, t);
    Fp2.square(m, r + B1, x + B2);
    Fp2.multiplyXi(m, r + B1, r + B1);
    Fp2.multiply(m, t, x, x + B1);
    Fp2.subtract(m, r + B1, r + B1, t);
    Fp2.square(m, r + B2, x + B1);
    Fp2.multiply(m, t, x, x + B2);
    Fp2.subtract(m, r + B2, r + B2, t);
    // x0·r0 + ξ·(x2·r1 + x1·r2)
    Fp2.multiply(m, norm, x + B2, r + B1);
    Fp2.multiply(m, t, x + B1, r + B2);
    Fp2.add(m, norm, norm, t);
    Fp2.multiplyXi(m, norm, norm);
    Fp2.multiply(m, t, x, r);
    Fp2.add(m, norm, norm, t);
    Fp2.invert(m, norm, norm);
    scale(m, r, r, norm);
  }
}
