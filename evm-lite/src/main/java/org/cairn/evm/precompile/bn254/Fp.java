package org.cairn.evm.precompile.bn254;

import static java.lang.Math.unsignedMultiplyHigh;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// An element of the prime field, held as x·2^256 mod p (Montgomery form) in four limbs, `a0` the
/// least significant; always fully reduced, so equal elements have equal limbs.
///
/// p has 254 bits. That leaves the top limb room for one carry: sums of two elements never leave
/// 256 bits, and the multiplication below needs no fifth limb between its rounds.
final class Fp {
  static final int SIZE_BYTES = 32;
  static final BigInteger MODULUS =
      new BigInteger(
          "21888242871839275222246405745257275088696311157297823662689037894645226208583");

  private static final long P0 = 0x3c208c16d87cfd47L;
  private static final long P1 = 0x97816a916871ca8dL;
  private static final long P2 = 0xb85045b68181585dL;
  private static final long P3 = 0x30644e72e131a029L;

  /// -1/p mod 2^64.
  private static final long INVERSE = 0x87d20782e4866389L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  static final Fp ZERO = new Fp(0, 0, 0, 0);

  /// 2^512 mod p: multiplying by it brings a number into Montgomery form.
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

  static Fp of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /// Reads 32 big-endian bytes, or nothing when the number is not below p.
  static @Nullable Fp read(byte[] bytes, int offset) {
    Fp plain =
        new Fp(
            (long) LONGS.get(bytes, offset + 24),
            (long) LONGS.get(bytes, offset + 16),
            (long) LONGS.get(bytes, offset + 8),
            (long) LONGS.get(bytes, offset));
    return plain.isBelowModulus() ? plain.times(SQUARED_RADIX) : null;
  }

  /// Writes 32 big-endian bytes.
  void write(byte[] bytes, int offset) {
    Fp plain = times(new Fp(1, 0, 0, 0));
    LONGS.set(bytes, offset, plain.a3);
    LONGS.set(bytes, offset + 8, plain.a2);
    LONGS.set(bytes, offset + 16, plain.a1);
    LONGS.set(bytes, offset + 24, plain.a0);
  }

  private boolean isBelowModulus() {
    int order = Long.compareUnsigned(a3, P3);
    order = order != 0 ? order : Long.compareUnsigned(a2, P2);
    order = order != 0 ? order : Long.compareUnsigned(a1, P1);
    order = order != 0 ? order : Long.compareUnsigned(a0, P0);
    return order < 0;
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
    return reduced(r0, r1, r2, a3 + other.a3 + carry);
  }

  Fp twice() {
    return reduced(a0 << 1, a1 << 1 | a0 >>> 63, a2 << 1 | a1 >>> 63, a3 << 1 | a2 >>> 63);
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
    long r3 = a3 - other.a3 - borrow;
    // Both operands are below 2^254, so the sign of the top limb is that of the difference.
    long mask = r3 >> 63;
    long m0 = P0 & mask;
    long m1 = P1 & mask;
    long m2 = P2 & mask;
    long t0 = r0 + m0;
    long carry = carry(t0, r0);
    long u1 = r1 + m1;
    long t1 = u1 + carry;
    carry = carry(u1, r1) + carry(t1, u1);
    long u2 = r2 + m2;
    long t2 = u2 + carry;
    carry = carry(u2, r2) + carry(t2, u2);
    return new Fp(t0, t1, t2, r3 + (P3 & mask) + carry);
  }

  Fp negated() {
    return ZERO.minus(this);
  }

  Fp half() {
    long mask = -(a0 & 1);
    long m0 = P0 & mask;
    long m1 = P1 & mask;
    long m2 = P2 & mask;
    long t0 = a0 + m0;
    long carry = carry(t0, a0);
    long u1 = a1 + m1;
    long t1 = u1 + carry;
    carry = carry(u1, a1) + carry(t1, u1);
    long u2 = a2 + m2;
    long t2 = u2 + carry;
    carry = carry(u2, a2) + carry(t2, u2);
    long t3 = a3 + (P3 & mask) + carry;
    return new Fp(t0 >>> 1 | t1 << 63, t1 >>> 1 | t2 << 63, t2 >>> 1 | t3 << 63, t3 >>> 1);
  }

  Fp squared() {
    return times(this);
  }

  /// Montgomery product, operand scanning: each round adds one limb's products and then the
  /// multiple of p that clears the lowest limb.
  Fp times(Fp other) {
    long b0 = other.a0;
    long b1 = other.a1;
    long b2 = other.a2;
    long b3 = other.a3;
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    for (int i = 0; i < 4; i++) {
      long a = i == 0 ? a0 : i == 1 ? a1 : i == 2 ? a2 : a3;
      long low = a * b0 + t0;
      long high = unsignedMultiplyHigh(a, b0) + carry(low, t0);
      long m = low * INVERSE;
      long product = m * P0;
      long mCarry = unsignedMultiplyHigh(m, P0) + carry(product + low, low);

      long sum = t1 + high;
      long carry = carry(sum, high);
      low = a * b1 + sum;
      high = unsignedMultiplyHigh(a, b1) + carry + carry(low, sum);
      sum = low + mCarry;
      carry = carry(sum, low);
      t0 = m * P1 + sum;
      mCarry = unsignedMultiplyHigh(m, P1) + carry + carry(t0, sum);

      sum = t2 + high;
      carry = carry(sum, high);
      low = a * b2 + sum;
      high = unsignedMultiplyHigh(a, b2) + carry + carry(low, sum);
      sum = low + mCarry;
      carry = carry(sum, low);
      t1 = m * P2 + sum;
      mCarry = unsignedMultiplyHigh(m, P2) + carry + carry(t1, sum);

      sum = t3 + high;
      carry = carry(sum, high);
      low = a * b3 + sum;
      high = unsignedMultiplyHigh(a, b3) + carry + carry(low, sum);
      sum = low + mCarry;
      carry = carry(sum, low);
      t2 = m * P3 + sum;
      mCarry = unsignedMultiplyHigh(m, P3) + carry + carry(t2, sum);

      t3 = high + mCarry;
    }
    return reduced(t0, t1, t2, t3);
  }

  /// 1/x by Fermat; zero for zero.
  Fp inverted() {
    return power(MODULUS.subtract(BigInteger.TWO));
  }

  Fp power(BigInteger exponent) {
    Fp result = ONE;
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      result = result.squared();
      if (exponent.testBit(bit)) {
        result = result.times(this);
      }
    }
    return result;
  }

  /// The number less p when it is not below p. It must be below 2p.
  private static Fp reduced(long r0, long r1, long r2, long r3) {
    long d0 = r0 - P0;
    long borrow = carry(r0, P0);
    long s1 = r1 - P1;
    long d1 = s1 - borrow;
    borrow = carry(r1, P1) + carry(s1, borrow);
    long s2 = r2 - P2;
    long d2 = s2 - borrow;
    borrow = carry(r2, P2) + carry(s2, borrow);
    long d3 = r3 - P3 - borrow;
    // 2p is below 2^255: the sign of the top limb is that of the difference.
    return d3 < 0 ? new Fp(r0, r1, r2, r3) : new Fp(d0, d1, d2, d3);
  }

  /// 1 when x is below y, unsigned: the carry of a sum x with addend y, the borrow of x - y.
  private static long carry(long x, long y) {
    return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
  }

  @Override
  public String toString() {
    byte[] bytes = new byte[SIZE_BYTES];
    write(bytes, 0);
    return new BigInteger(1, bytes).toString(16);
  }
}
