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

      long sum = t1 + high;
      long carry = carry(sum, high);
      t1 = a * b1 + sum;
      high = unsignedMultiplyHigh(a, b1) + carry + carry(t1, sum);
      sum = t1 + qHigh;
      carry = carry(sum, qHigh);
      t0 = q * P1 + sum;
      qHigh = unsignedMultiplyHigh(q, P1) + carry + carry(t0, sum);

      sum = t2 + high;
      carry = carry(sum, high);
      t2 = a * b2 + sum;
      high = unsignedMultiplyHigh(a, b2) + carry + carry(t2, sum);
      sum = t2 + qHigh;
      carry = carry(sum, qHigh);
      t1 = q * P2 + sum;
      qHigh = unsignedMultiplyHigh(q, P2) + carry + carry(t1, sum);

      sum = t3 + high;
      carry = carry(sum, high);
      t3 = a * b3 + sum;
      high = unsignedMultiplyHigh(a, b3) + carry + carry(t3, sum);
      sum = t3 + qHigh;
      carry = carry(sum, qHigh);
      t2 = q * P3 + sum;
      qHigh = unsignedMultiplyHigh(q, P3) + carry + carry(t2, sum);

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
      long sum = t1 + high;
      long carry = carry(sum, high);
      t1 = a * m[y + 1] + sum;
      high = unsignedMultiplyHigh(a, m[y + 1]) + carry + carry(t1, sum);
      sum = t2 + high;
      carry = carry(sum, high);
      t2 = a * m[y + 2] + sum;
      high = unsignedMultiplyHigh(a, m[y + 2]) + carry + carry(t2, sum);
      sum = t3 + high;
      carry = carry(sum, high);
      t3 = a * m[y + 3] + sum;
      long t4 = unsignedMultiplyHigh(a, m[y + 3]) + carry + carry(t3, sum);
      a = m[x + LONGS + i];
      low = a * m[y + 4];
      t0 += low;
      high = unsignedMultiplyHigh(a, m[y + 4]) + carry(t0, low);
      sum = t1 + high;
      carry = carry(sum, high);
      t1 = a * m[y + 5] + sum;
      high = unsignedMultiplyHigh(a, m[y + 5]) + carry + carry(t1, sum);
      sum = t2 + high;
      carry = carry(sum, high);
      t2 = a * m[y + 6] + sum;
      high = unsignedMultiplyHigh(a, m[y + 6]) + carry + carry(t2, sum);
      sum = t3 + high;
      carry = carry(sum, high);
      t3 = a * m[y + 7] + sum;
      high = unsignedMultiplyHigh(a, m[y + 7]) + carry + carry(t3, sum);
      t4 += high;
      long q = t0 * INVERSE;
      high = unsignedMultiplyHigh(q, P0) + (t0 != 0 ? 1 : 0);
      sum = t1 + high;
      carry = carry(sum, high);
      t0 = q * P1 + sum;
      high = unsignedMultiplyHigh(q, P1) + carry + carry(t0, sum);
      sum = t2 + high;
      carry = carry(sum, high);
      t1 = q * P2 + sum;
      high = unsignedMultiplyHigh(q, P2) + carry + carry(t1, sum);
      sum = t3 + high;
      carry = carry(sum, high);
      t2 = q * P3 + sum;
      high = unsignedMultiplyHigh(q, P3) + carry + carry(t2, sum);
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
        long sum = t1 + high;
        long carry = carry(sum, high);
        t1 = a * m[b + 1] + sum;
        high = unsignedMultiplyHigh(a, m[b + 1]) + carry + carry(t1, sum);
        sum = t2 + high;
        carry = carry(sum, high);
        t2 = a * m[b + 2] + sum;
        high = unsignedMultiplyHigh(a, m[b + 2]) + carry + carry(t2, sum);
        sum = t3 + high;
        carry = carry(sum, high);
        t3 = a * m[b + 3] + sum;
        high = unsignedMultiplyHigh(a, m[b + 3]) + carry + carry(t3, sum);
        t4 += high;
        t5 += carry(t4, high);
      }
      long q = t0 * INVERSE;
      long high = unsignedMultiplyHigh(q, P0) + (t0 != 0 ? 1 : 0);
      long sum = t1 + high;
      long carry = carry(sum, high);
      t0 = q * P1 + sum;
      high = unsignedMultiplyHigh(q, P1) + carry + carry(t0, sum);
      sum = t2 + high;
      carry = carry(sum, high);
      t1 = q * P2 + sum;
      high = unsignedMultiplyHigh(q, P2) + carry + carry(t1, sum);
      sum = t3 + high;
      carry = carry(sum, high);
      t2 = q * P3 + sum;
      high = unsignedMultiplyHigh(q, P3) + carry + carry(t2, sum);
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
