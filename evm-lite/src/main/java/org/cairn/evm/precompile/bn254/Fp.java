package org.cairn.evm.precompile.bn254;

import static java.lang.Math.unsignedMultiplyHigh;
import static org.cairn.evm.precompile.field.Limbs.carry;

import java.math.BigInteger;
import org.cairn.evm.precompile.field.PrimeField;

/// The prime field under both groups. p has 254 bits: the sum of the multiples of up to six
/// elements by a limb takes one limb more than a product, and no more.
final class Fp extends PrimeField {
  private static final long P0 = 0x3c208c16d87cfd47L;
  private static final long P1 = 0x97816a916871ca8dL;
  private static final long P2 = 0xb85045b68181585dL;
  private static final long P3 = 0x30644e72e131a029L;

  /// -1/p mod 2^64.
  private static final long INVERSE = 0x87d20782e4866389L;

  static final Fp FIELD = new Fp();

  private Fp() {
    super(
        new BigInteger(
            "21888242871839275222246405745257275088696311157297823662689037894645226208583"));
  }

  /// A limb of x a round, with the multiple of p that clears the lowest limb of the running sum.
  @Override
  public void multiply(long[] m, int r, int x, int y) {
    long b0 = m[y];
    long b1 = m[y + 1];
    long b2 = m[y + 2];
    long b3 = m[y + 3];
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    for (int i = 0; i < LONGS; i++) {
      long a = m[x + i];
      long low = a * b0;
      t0 += low;
      long high = unsignedMultiplyHigh(a, b0) + carry(t0, low);
      long q = t0 * INVERSE;
      long qHigh = unsignedMultiplyHigh(q, P0) + (t0 != 0 ? 1 : 0);

      low = a * b1;
      long sum = t1 + low;
      long next = unsignedMultiplyHigh(a, b1) + carry(sum, low);
      t1 = sum + high;
      high = next + carry(t1, high);
      low = q * P1;
      sum = t1 + low;
      next = unsignedMultiplyHigh(q, P1) + carry(sum, low);
      t0 = sum + qHigh;
      qHigh = next + carry(t0, qHigh);

      low = a * b2;
      sum = t2 + low;
      next = unsignedMultiplyHigh(a, b2) + carry(sum, low);
      t2 = sum + high;
      high = next + carry(t2, high);
      low = q * P2;
      sum = t2 + low;
      next = unsignedMultiplyHigh(q, P2) + carry(sum, low);
      t1 = sum + qHigh;
      qHigh = next + carry(t1, qHigh);

      low = a * b3;
      sum = t3 + low;
      next = unsignedMultiplyHigh(a, b3) + carry(sum, low);
      t3 = sum + high;
      high = next + carry(t3, high);
      low = q * P3;
      sum = t3 + low;
      next = unsignedMultiplyHigh(q, P3) + carry(sum, low);
      t2 = sum + qHigh;
      qHigh = next + carry(t2, qHigh);

      // As p has 254 bits, this sum has no carry.
      t3 = high + qHigh;
    }
    long _ = reduce(m, r, t0, t1, t2, t3, 0);
  }

  @Override
  public void multiplyTwo(long[] m, int r, int x, int y) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    for (int i = 0; i < LONGS; i++) {
      long a = m[x + i];
      long low = a * m[y];
      t0 += low;
      long high = unsignedMultiplyHigh(a, m[y]) + carry(t0, low);
      low = a * m[y + 1];
      long sum = t1 + low;
      long next = unsignedMultiplyHigh(a, m[y + 1]) + carry(sum, low);
      t1 = sum + high;
      high = next + carry(t1, high);
      low = a * m[y + 2];
      sum = t2 + low;
      next = unsignedMultiplyHigh(a, m[y + 2]) + carry(sum, low);
      t2 = sum + high;
      high = next + carry(t2, high);
      low = a * m[y + 3];
      sum = t3 + low;
      next = unsignedMultiplyHigh(a, m[y + 3]) + carry(sum, low);
      t3 = sum + high;
      long t4 = next + carry(t3, high);
      a = m[x + LONGS + i];
      low = a * m[y + 4];
      t0 += low;
      high = unsignedMultiplyHigh(a, m[y + 4]) + carry(t0, low);
      low = a * m[y + 5];
      sum = t1 + low;
      next = unsignedMultiplyHigh(a, m[y + 5]) + carry(sum, low);
      t1 = sum + high;
      high = next + carry(t1, high);
      low = a * m[y + 6];
      sum = t2 + low;
      next = unsignedMultiplyHigh(a, m[y + 6]) + carry(sum, low);
      t2 = sum + high;
      high = next + carry(t2, high);
      low = a * m[y + 7];
      sum = t3 + low;
      next = unsignedMultiplyHigh(a, m[y + 7]) + carry(sum, low);
      t3 = sum + high;
      high = next + carry(t3, high);
      t4 += high;
      long q = t0 * INVERSE;
      high = unsignedMultiplyHigh(q, P0) + (t0 != 0 ? 1 : 0);
      low = q * P1;
      sum = t1 + low;
      next = unsignedMultiplyHigh(q, P1) + carry(sum, low);
      t0 = sum + high;
      high = next + carry(t0, high);
      low = q * P2;
      sum = t2 + low;
      next = unsignedMultiplyHigh(q, P2) + carry(sum, low);
      t1 = sum + high;
      high = next + carry(t1, high);
      low = q * P3;
      sum = t3 + low;
      next = unsignedMultiplyHigh(q, P3) + carry(sum, low);
      t2 = sum + high;
      high = next + carry(t2, high);
      t3 = t4 + high;
    }
    long _ = reduce(m, r, t0, t1, t2, t3, 0);
  }

  /// The sum of three to six products of the elements of two vectors that lie at x and y.
  void dot(long[] m, int r, int x, int y, int count) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (int i = 0; i < LONGS; i++) {
      long t5 = 0;
      for (int k = 0; k < LONGS * count; k += LONGS) {
        long a = m[x + k + i];
        int b = y + k;
        long low = a * m[b];
        t0 += low;
        long high = unsignedMultiplyHigh(a, m[b]) + carry(t0, low);
        low = a * m[b + 1];
        long sum = t1 + low;
        long next = unsignedMultiplyHigh(a, m[b + 1]) + carry(sum, low);
        t1 = sum + high;
        high = next + carry(t1, high);
        low = a * m[b + 2];
        sum = t2 + low;
        next = unsignedMultiplyHigh(a, m[b + 2]) + carry(sum, low);
        t2 = sum + high;
        high = next + carry(t2, high);
        low = a * m[b + 3];
        sum = t3 + low;
        next = unsignedMultiplyHigh(a, m[b + 3]) + carry(sum, low);
        t3 = sum + high;
        high = next + carry(t3, high);
        t4 += high;
        t5 += carry(t4, high);
      }
      long q = t0 * INVERSE;
      long high = unsignedMultiplyHigh(q, P0) + (t0 != 0 ? 1 : 0);
      long low = q * P1;
      long sum = t1 + low;
      long next = unsignedMultiplyHigh(q, P1) + carry(sum, low);
      t0 = sum + high;
      high = next + carry(t0, high);
      low = q * P2;
      sum = t2 + low;
      next = unsignedMultiplyHigh(q, P2) + carry(sum, low);
      t1 = sum + high;
      high = next + carry(t1, high);
      low = q * P3;
      sum = t3 + low;
      next = unsignedMultiplyHigh(q, P3) + carry(sum, low);
      t2 = sum + high;
      high = next + carry(t2, high);
      t3 = t4 + high;
      t4 = t5 + carry(t3, high);
    }
    // Products of numbers below p, divided by 2^256, are below 0.19 p each: six leave less than
    // 2.2 p here, and no fifth limb.
    long _ = reduce(m, r, t0, t1, t2, t3, 0);
    if (count > 5) {
      long _ = reduce(m, r, m[r], m[r + 1], m[r + 2], m[r + 3], 0);
    }
  }
}
