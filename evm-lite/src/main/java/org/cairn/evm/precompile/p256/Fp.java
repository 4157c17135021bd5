package org.cairn.evm.precompile.p256;

import static java.lang.Math.unsignedMultiplyHigh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// An element of the prime field with p = 2^256 - 2^224 + 2^192 + 2^96 - 1, held as x·2^256 mod p
/// (Montgomery form) in four limbs, `a0` the least significant; always fully reduced.
///
/// p is -1 modulo 2^64, so the multiple of p that clears a limb m is m·p itself, and of its four
/// limbs only the top one needs a multiplication.
final class Fp {
  static final BigInteger MODULUS =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);

  private static final long P0 = -1L;
  private static final long P1 = 0x00000000ffffffffL;
  private static final long P3 = 0xffffffff00000001L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  static final Fp ZERO = new Fp(0, 0, 0, 0);
  private static final Fp SQUARED_RADIX = raw(BigInteger.ONE.shiftLeft(512).mod(MODULUS));
  static final Fp ONE = raw(BigInteger.ONE.shiftLeft(256).mod(MODULUS));

  private final long a0;
  private final long a1;
  private final long a2;
  private final long a3;

  private Fp(long a0, long a1, long a2, long a3) {
    this.a0 = a0;
    this.a1 = a1;
    this.a2 = a2;
    this.a3 = a3;
  }

  private static Fp raw(BigInteger value) {
    return new Fp(
        value.longValue(),
        value.shiftRight(64).longValue(),
        value.shiftRight(128).longValue(),
        value.shiftRight(192).longValue());
  }

  static Fp of(BigInteger value) {
    return raw(value.mod(MODULUS)).times(SQUARED_RADIX);
  }

  /// Reads 32 big-endian bytes, or nothing when the number is not below p.
  static @Nullable Fp read(byte[] bytes, int offset) {
    long a3 = (long) LONGS.get(bytes, offset);
    long a2 = (long) LONGS.get(bytes, offset + 8);
    long a1 = (long) LONGS.get(bytes, offset + 16);
    long a0 = (long) LONGS.get(bytes, offset + 24);
    int order = Long.compareUnsigned(a3, P3);
    order = order != 0 ? order : Long.compareUnsigned(a2, 0);
    order = order != 0 ? order : Long.compareUnsigned(a1, P1);
    order = order != 0 ? order : Long.compareUnsigned(a0, P0);
    return order < 0 ? new Fp(a0, a1, a2, a3).times(SQUARED_RADIX) : null;
  }

  BigInteger toBigInteger() {
    Fp plain = times(new Fp(1, 0, 0, 0));
    byte[] bytes = new byte[32];
    LONGS.set(bytes, 0, plain.a3);
    LONGS.set(bytes, 8, plain.a2);
    LONGS.set(bytes, 16, plain.a1);
    LONGS.set(bytes, 24, plain.a0);
    return new BigInteger(1, bytes);
  }

  boolean isZero() {
    return (a0 | a1 | a2 | a3) == 0;
  }

  boolean equalTo(Fp other) {
    return a0 == other.a0 && a1 == other.a1 && a2 == other.a2 && a3 == other.a3;
  }

  Fp plus(Fp other) {
    long r0 = a0 + other.a0;
    long carry = carry(r0, a0);
    long s1 = a1 + other.a1;
    long r1 = s1 + carry;
    carry = carry(s1, a1) + carry(r1, s1);
    long s2 = a2 + other.a2;
    long r2 = s2 + carry;
    carry = carry(s2, a2) + carry(r2, s2);
    long s3 = a3 + other.a3;
    long r3 = s3 + carry;
    carry = carry(s3, a3) + carry(r3, s3);
    return reduced(r0, r1, r2, r3, carry);
  }

  Fp twice() {
    return plus(this);
  }

  Fp minus(Fp other) {
    long r0 = a0 - other.a0;
    long borrow = carry(a0, other.a0);
    long s1 = a1 - other.a1;
    long r1 = s1 - borrow;
    borrow = carry(a1, other.a1) + carry(s1, borrow);
    long s2 = a2 - other.a2;
    long r2 = s2 - borrow;
    borrow = carry(a2, other.a2) + carry(s2, borrow);
    long s3 = a3 - other.a3;
    long r3 = s3 - borrow;
    borrow = carry(a3, other.a3) + carry(s3, borrow);
    if (borrow == 0) {
      return new Fp(r0, r1, r2, r3);
    }
    long t0 = r0 + P0;
    long carry = carry(t0, r0);
    long u1 = r1 + P1;
    long t1 = u1 + carry;
    carry = carry(u1, r1) + carry(t1, u1);
    long t2 = r2 + carry;
    carry = carry(t2, r2);
    return new Fp(t0, t1, t2, r3 + P3 + carry);
  }

  Fp negated() {
    return ZERO.minus(this);
  }

  Fp squared() {
    return times(this);
  }

  /// Montgomery product, one limb of this a round; the running sum has a fifth limb, a bit.
  Fp times(Fp other) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    for (int i = 0; i < 4; i++) {
      long a = i == 0 ? a0 : i == 1 ? a1 : i == 2 ? a2 : a3;
      long m = a * other.a0 + t0;
      long high = unsignedMultiplyHigh(a, other.a0) + carry(m, t0);
      long sum = t1 + high;
      long carry = carry(sum, high);
      t1 = a * other.a1 + sum;
      high = unsignedMultiplyHigh(a, other.a1) + carry + carry(t1, sum);
      sum = t2 + high;
      carry = carry(sum, high);
      t2 = a * other.a2 + sum;
      high = unsignedMultiplyHigh(a, other.a2) + carry + carry(t2, sum);
      sum = t3 + high;
      carry = carry(sum, high);
      t3 = a * other.a3 + sum;
      high = unsignedMultiplyHigh(a, other.a3) + carry + carry(t3, sum);
      t4 += high;
      long t5 = carry(t4, high);

      // m·p, whose lowest limb cancels m, and the shift by one limb.
      t0 = t1 + (m << 32);
      carry = carry(t0, t1);
      long middle = (m >>> 32) + carry;
      t1 = t2 + middle;
      carry = carry(t1, t2);
      sum = t3 + carry;
      carry = carry(sum, t3);
      t2 = m * P3 + sum;
      high = unsignedMultiplyHigh(m, P3) + carry + carry(t2, sum);
      t3 = t4 + high;
      t4 = t5 + carry(t3, t4);
    }
    return reduced(t0, t1, t2, t3, t4);
  }

  /// The number, with a bit above it, less p when it is not below p. It must be below 2p.
  private static Fp reduced(long r0, long r1, long r2, long r3, long r4) {
    long d0 = r0 - P0;
    long borrow = carry(r0, P0);
    long s1 = r1 - P1;
    long d1 = s1 - borrow;
    borrow = carry(r1, P1) + carry(s1, borrow);
    long d2 = r2 - borrow;
    borrow = carry(r2, borrow);
    long s3 = r3 - P3;
    long d3 = s3 - borrow;
    borrow = carry(r3, P3) + carry(s3, borrow);
    return r4 < borrow ? new Fp(r0, r1, r2, r3) : new Fp(d0, d1, d2, d3);
  }

  /// 1 when x is below y, unsigned: the carry of a sum x with addend y, the borrow of x - y.
  private static long carry(long x, long y) {
    return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
  }
}
