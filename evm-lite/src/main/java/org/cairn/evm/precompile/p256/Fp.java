package org.cairn.evm.precompile.p256;

import static java.lang.Math.unsignedMultiplyHigh;
import static org.cairn.evm.precompile.field.Limbs.carry;

import java.math.BigInteger;
import org.cairn.evm.precompile.field.PrimeField;

/// The prime field with p = 2^256 - 2^224 + 2^192 + 2^96 - 1.
///
/// p is -1 modulo 2^64, so the multiple of p that clears a limb q is q·p itself, and of its four
/// limbs only the top one needs a multiplication.
final class Fp extends PrimeField {
  private static final long P3 = 0xffffffff00000001L;

  static final Fp FIELD = new Fp();

  private Fp() {
    super(new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16));
  }

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
    long t4 = 0;
    for (int i = 0; i < LONGS; i++) {
      long a = m[x + i];
      long low = a * b0;
      t0 += low;
      long high = unsignedMultiplyHigh(a, b0) + carry(t0, low);
      // The product of q with the top limb, by shifts, as the processor is busy multiplying.
      long q = t0;
      long qLow = q - (q << 32);
      long qHigh = q - (q >>> 32) - carry(q, q << 32);
      low = a * b1;
      long sum = t1 + low;
      long next = unsignedMultiplyHigh(a, b1) + carry(sum, low);
      t1 = sum + high;
      high = next + carry(t1, high);
      low = a * b2;
      sum = t2 + low;
      next = unsignedMultiplyHigh(a, b2) + carry(sum, low);
      t2 = sum + high;
      high = next + carry(t2, high);
      low = a * b3;
      sum = t3 + low;
      next = unsignedMultiplyHigh(a, b3) + carry(sum, low);
      t3 = sum + high;
      high = next + carry(t3, high);
      t4 += high;
      long t5 = carry(t4, high);
      // The rest of q·p, whose lowest limb cancels q, and the shift by one limb.
      t0 = t1 + (q << 32);
      long carry = carry(t0, t1);
      long middle = (q >>> 32) + carry;
      t1 = t2 + middle;
      carry = carry(t1, t2);
      sum = t3 + qLow;
      next = qHigh + carry(sum, qLow);
      t2 = sum + carry;
      high = next + carry(t2, carry);
      t3 = t4 + high;
      t4 = t5 + carry(t3, high);
    }
    long _ = reduce(m, r, t0, t1, t2, t3, t4);
  }

  /// The products of different limbs are there twice. The reduction comes last here, four rounds of
  /// the one in [#multiply].
  @Override
  public void square(long[] m, int r, int x) {
    long a0 = m[x];
    long a1 = m[x + 1];
    long a2 = m[x + 2];
    long a3 = m[x + 3];
    long t1 = a0 * a1;
    long low = a0 * a2;
    long t2 = unsignedMultiplyHigh(a0, a1) + low;
    long t3 = unsignedMultiplyHigh(a0, a2) + carry(t2, low);
    low = a0 * a3;
    t3 += low;
    long t4 = unsignedMultiplyHigh(a0, a3) + carry(t3, low);
    low = a1 * a2;
    t3 += low;
    long high = unsignedMultiplyHigh(a1, a2) + carry(t3, low);
    low = a1 * a3;
    long sum = t4 + low;
    long t5 = unsignedMultiplyHigh(a1, a3) + carry(sum, low);
    t4 = sum + high;
    t5 += carry(t4, high);
    low = a2 * a3;
    t5 += low;
    long t6 = unsignedMultiplyHigh(a2, a3) + carry(t5, low);

    long carry = unsignedMultiplyHigh(a0, a0);
    sum = t1 << 1;
    long s1 = sum + carry;
    carry = carry(s1, sum);
    low = a1 * a1;
    sum = (t2 << 1 | t1 >>> 63) + low;
    long s2 = sum + carry;
    carry = carry(sum, low) + carry(s2, sum);
    high = unsignedMultiplyHigh(a1, a1);
    sum = (t3 << 1 | t2 >>> 63) + high;
    long s3 = sum + carry;
    carry = carry(sum, high) + carry(s3, sum);
    low = a2 * a2;
    sum = (t4 << 1 | t3 >>> 63) + low;
    long s4 = sum + carry;
    carry = carry(sum, low) + carry(s4, sum);
    high = unsignedMultiplyHigh(a2, a2);
    sum = (t5 << 1 | t4 >>> 63) + high;
    long s5 = sum + carry;
    carry = carry(sum, high) + carry(s5, sum);
    low = a3 * a3;
    sum = (t6 << 1 | t5 >>> 63) + low;
    long s6 = sum + carry;
    carry = carry(sum, low) + carry(s6, sum);
    m[r] = s4;
    m[r + 1] = s5;
    m[r + 2] = s6;
    m[r + 3] = unsignedMultiplyHigh(a3, a3) + (t6 >>> 63) + carry;
    reduceWide(m, r, a0 * a0, s1, s2, s3);
  }

  /// Divides a number of eight limbs by 2^256 modulo p: the lower four are given, the upper four
  /// lie where the result goes.
  private void reduceWide(long[] m, int r, long low0, long low1, long low2, long low3) {
    long t0 = low0;
    long t1 = low1;
    long t2 = low2;
    long t3 = low3;
    long t4 = 0;
    for (int i = 0; i < LONGS; i++) {
      long q = t0;
      long qLow = q - (q << 32);
      long qHigh = q - (q >>> 32) - carry(q, q << 32);
      t0 = t1 + (q << 32);
      long carry = carry(t0, t1);
      long middle = (q >>> 32) + carry;
      t1 = t2 + middle;
      carry = carry(t1, middle);
      long sum = t3 + qLow;
      t2 = sum + carry;
      long high = qHigh + carry(sum, qLow) + carry(t2, carry);
      sum = m[r + i] + high;
      t3 = sum + t4;
      t4 = carry(sum, high) + carry(t3, t4);
    }
    long _ = reduce(m, r, t0, t1, t2, t3, t4);
  }

  @Override
  public void multiplyTwo(long[] m, int r, int x, int y) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
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
      high = next + carry(t3, high);
      t4 += high;
      long t5 = carry(t4, high);
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
      t5 += carry(t4, high);
      // q·p, whose lowest limb cancels q, and the shift by one limb.
      long q = t0;
      t0 = t1 + (q << 32);
      long carry = carry(t0, t1);
      long middle = (q >>> 32) + carry;
      t1 = t2 + middle;
      carry = carry(t1, t2);
      low = q * P3;
      sum = t3 + low;
      next = unsignedMultiplyHigh(q, P3) + carry(sum, low);
      t2 = sum + carry;
      high = next + carry(t2, carry);
      t3 = t4 + high;
      t4 = t5 + carry(t3, high);
    }
    // Each product left less than p, and the reduction less than p once more.
    t4 = reduce(m, r, t0, t1, t2, t3, t4);
    long _ = reduce(m, r, m[r], m[r + 1], m[r + 2], m[r + 3], t4);
  }
}
