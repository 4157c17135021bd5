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
