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

  /// At most six products. One limb of the elements of x a round, then the multiple of p that
  /// clears the lowest limb of the sum.
  @Override
  public void dot(long[] m, int r, int x, int y, int count) {
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
    while (!isBelowModulus(t0, t1, t2, t3)) {
      long borrow = carry(t0, P0);
      t0 -= P0;
      long s1 = t1 - P1;
      long nextBorrow = carry(t1, P1) + carry(s1, borrow);
      t1 = s1 - borrow;
      long s2 = t2 - P2;
      borrow = carry(t2, P2) + carry(s2, nextBorrow);
      t2 = s2 - nextBorrow;
      t3 = t3 - P3 - borrow;
    }
    m[r] = t0;
    m[r + 1] = t1;
    m[r + 2] = t2;
    m[r + 3] = t3;
  }

  private static boolean isBelowModulus(long r0, long r1, long r2, long r3) {
    int order = Long.compareUnsigned(r3, P3);
    order = order != 0 ? order : Long.compareUnsigned(r2, P2);
    order = order != 0 ? order : Long.compareUnsigned(r1, P1);
    order = order != 0 ? order : Long.compareUnsigned(r0, P0);
    return order < 0;
  }
}
