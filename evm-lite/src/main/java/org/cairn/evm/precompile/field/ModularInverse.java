package org.cairn.evm.precompile.field;

import static java.lang.Math.multiplyHigh;
import static org.cairn.evm.precompile.field.Limbs.carry;

import java.math.BigInteger;
import org.cairn.core.types.InvariantViolation;

/// Inversion modulo one odd number of up to 256 bits, by the division steps of Bernstein and Yang
/// (2019, "Fast constant-time gcd computation and modular inversion"), without constant time.
///
/// A step halves g, after it has subtracted or exchanged f and g so that g is even. 62 steps depend
/// on the lowest 62 bits of f and g only: they are done on two longs, collected in a matrix t of
/// four numbers with |u| + |v| and |q| + |r| at most 2^62, and then applied to the whole f and g,
/// and, modulo the number, to d and e, which say what multiples of the input f and g are. In the
/// end g is 0, f is 1 or -1, and d the inverse but for that sign. Whole numbers are five limbs of
/// 62 bits, the last one signed.
public final class ModularInverse {
  private static final int LIMBS = 5;
  private static final int LIMB_BITS = 62;
  private static final long MASK = -1L >>> 2;

  /// 741 steps are enough for numbers of 256 bits (section 11 of the paper).
  private static final int MAX_ROUNDS = 12;

  private final long[] modulus;

  /// modulus^-1 modulo 2^62.
  private final long inverse;

  public ModularInverse(BigInteger modulus) {
    if (!modulus.testBit(0)) {
      throw new IllegalArgumentException("even modulus " + modulus);
    }
    this.modulus = split(Limbs.of(modulus), 0);
    this.inverse = modulus.modInverse(BigInteger.ONE.shiftLeft(LIMB_BITS)).longValue();
  }

  /// Writes the inverse of the four limbs at x to those at r; 0 for 0. The input must be below the
  /// modulus and, unless it is 0, have no factor in common with it.
  public void invert(long[] m, int r, int x) {
    long[] d = new long[LIMBS];
    long[] e = {1, 0, 0, 0, 0};
    long[] f = modulus.clone();
    long[] g = split(m, x);
    long[] t = new long[4];
    long eta = -1;
    for (int round = 0; (g[0] | g[1] | g[2] | g[3] | g[4]) != 0; round++) {
      if (round == MAX_ROUNDS) {
        throw new InvariantViolation("inversion modulo a number did not end");
      }
      eta = steps(eta, f[0], g[0], t);
      long[] nextD = combined(d, e, t[0], t[1], true);
      e = combined(d, e, t[2], t[3], true);
      d = nextD;
      long[] nextF = combined(f, g, t[0], t[1], false);
      g = combined(f, g, t[2], t[3], false);
      f = nextF;
    }
    normalize(d, f[LIMBS - 1] < 0);
    m[r] = d[0] | d[1] << 62;
    m[r + 1] = d[1] >>> 2 | d[2] << 60;
    m[r + 2] = d[2] >>> 4 | d[3] << 58;
    m[r + 3] = d[3] >>> 6 | d[4] << 56;
  }

  /// 62 division steps on the lowest bits of f and g; several at once while the sign of eta, the
  /// negated delta of the paper, lets g only take up multiples of f.
  private static long steps(long etaBefore, long f0, long g0, long[] t) {
    long eta = etaBefore;
    long u = 1;
    long v = 0;
    long q = 0;
    long r = 1;
    long f = f0;
    long g = g0;
    int left = LIMB_BITS;
    while (true) {
      int zeros = Long.numberOfTrailingZeros(g | -1L << left);
      g >>= zeros;
      u <<= zeros;
      v <<= zeros;
      eta -= zeros;
      left -= zeros;
      if (left == 0) {
        break;
      }
      long multiple;
      if (eta < 0) {
        eta = -eta;
        long swap = f;
        f = g;
        g = -swap;
        swap = u;
        u = q;
        q = -swap;
        swap = v;
        v = r;
        r = -swap;
        // f·(f² - 2) is -1/f modulo 2^6.
        multiple = f * g * (f * f - 2) & (-1L >>> (64 - Math.min(eta + 1, left))) & 63;
      } else {
        // f + 8 for those f of which bit 1 and 2 differ is 1/f modulo 2^4.
        long reciprocal = f + ((f + 1 & 4) << 1);
        multiple = -reciprocal * g & (-1L >>> (64 - Math.min(eta + 1, left))) & 15;
      }
      g += f * multiple;
      q += u * multiple;
      r += v * multiple;
    }
    t[0] = u;
    t[1] = v;
    t[2] = q;
    t[3] = r;
    return eta;
  }

  /// (u·x + v·y) / 2^62; modulo the number when so asked, from operands and to a result between
  /// minus twice the modulus and the modulus, else exact.
  private long[] combined(long[] x, long[] y, long u, long v, boolean modular) {
    long[] result = new long[LIMBS];
    long multiple = 0;
    if (modular) {
      multiple = (u & x[LIMBS - 1] >> 63) + (v & y[LIMBS - 1] >> 63);
      multiple -= inverse * (u * x[0] + v * y[0]) + multiple & MASK;
    }
    long sum = 0;
    for (int i = 0; i < LIMBS; i++) {
      long product = u * x[i];
      long low = sum + product;
      long high = (sum >> 63) + multiplyHigh(u, x[i]) + carry(low, product);
      product = v * y[i];
      low += product;
      high += multiplyHigh(v, y[i]) + carry(low, product);
      product = multiple * modulus[i];
      low += product;
      high += multiplyHigh(multiple, modulus[i]) + carry(low, product);
      if (i > 0) {
        result[i - 1] = low & MASK;
      }
      sum = low >>> LIMB_BITS | high << (64 - LIMB_BITS);
    }
    result[LIMBS - 1] = sum;
    return result;
  }

  /// Brings a number between minus twice the modulus and the modulus, or its negative, into the
  /// range from 0 to below the modulus.
  private void normalize(long[] d, boolean negate) {
    addModulusIfNegative(d);
    if (negate) {
      for (int i = 0; i < LIMBS; i++) {
        d[i] = -d[i];
      }
      propagate(d);
    }
    addModulusIfNegative(d);
  }

  private void addModulusIfNegative(long[] d) {
    if (d[LIMBS - 1] < 0) {
      for (int i = 0; i < LIMBS; i++) {
        d[i] += modulus[i];
      }
      propagate(d);
    }
  }

  private static void propagate(long[] d) {
    for (int i = 0; i < LIMBS - 1; i++) {
      d[i + 1] += d[i] >> LIMB_BITS;
      d[i] &= MASK;
    }
  }

  private static long[] split(long[] m, int x) {
    return new long[] {
      m[x] & MASK,
      (m[x] >>> 62 | m[x + 1] << 2) & MASK,
      (m[x + 1] >>> 60 | m[x + 2] << 4) & MASK,
      (m[x + 2] >>> 58 | m[x + 3] << 6) & MASK,
      m[x + 3] >>> 56,
    };
  }
}
