package org.cairn.evm.precompile.field;

import static org.cairn.evm.precompile.field.Limbs.carry;

import java.math.BigInteger;

/// A prime field. An element is x·2^256 mod p (Montgomery form) in four limbs, always fully
/// reduced, so that equal elements have equal limbs.
///
/// All elements of a computation, of this field and of what is built on it, lie in one array `m`
/// and are named by the index of their lowest limb; so nothing is allocated on the way. A result
/// may replace an operand, but not overlap one otherwise. The first [#SCRATCH_LONGS] of the array
/// belong to the operations.
///
/// Only the product differs from field to field: what clears a limb depends on the form of p. Its
/// rows are written out each time, as a method cannot return the five limbs of a row, and a way
/// through memory costs a third of the time.
public abstract class PrimeField {
  public static final int LONGS = Limbs.COUNT;
  public static final int SIZE_BYTES = Limbs.SIZE_BYTES;
  public static final int SCRATCH_LONGS = LONGS;

  private final BigInteger modulus;
  private final long p0;
  private final long p1;
  private final long p2;
  private final long p3;
  private final long[] one;

  /// 2^512 mod p: multiplying by it brings a number into Montgomery form.
  private final long[] squaredRadix;

  /// 2^768 mod p: multiplying by it brings the inverse of a Montgomery form into that form.
  private final long[] cubedRadix;

  private final ModularInverse inversion;

  protected PrimeField(BigInteger modulus) {
    this.modulus = modulus;
    long[] limbs = Limbs.of(modulus);
    p0 = limbs[0];
    p1 = limbs[1];
    p2 = limbs[2];
    p3 = limbs[3];
    one = element(BigInteger.ONE);
    squaredRadix = element(BigInteger.ONE.shiftLeft(256));
    cubedRadix = element(BigInteger.ONE.shiftLeft(512));
    inversion = new ModularInverse(modulus);
  }

  public final BigInteger modulus() {
    return modulus;
  }

  /// The limbs of an element, for tables of constants.
  public final long[] element(BigInteger value) {
    return Limbs.of(value.shiftLeft(256).mod(modulus));
  }

  public static void copy(long[] m, int r, int x) {
    m[r] = m[x];
    m[r + 1] = m[x + 1];
    m[r + 2] = m[x + 2];
    m[r + 3] = m[x + 3];
  }

  public static void set(long[] m, int r, long[] element) {
    System.arraycopy(element, 0, m, r, LONGS);
  }

  public static void setZero(long[] m, int r) {
    m[r] = 0;
    m[r + 1] = 0;
    m[r + 2] = 0;
    m[r + 3] = 0;
  }

  public final void setOne(long[] m, int r) {
    set(m, r, one);
  }

  public final boolean isOne(long[] m, int x) {
    return m[x] == one[0] && m[x + 1] == one[1] && m[x + 2] == one[2] && m[x + 3] == one[3];
  }

  public static boolean isZero(long[] m, int x) {
    return (m[x] | m[x + 1] | m[x + 2] | m[x + 3]) == 0;
  }

  public static boolean equal(long[] m, int x, int y) {
    return m[x] == m[y] && m[x + 1] == m[y + 1] && m[x + 2] == m[y + 2] && m[x + 3] == m[y + 3];
  }

  /// Reads 32 big-endian bytes; returns whether the number is below p.
  public final boolean read(long[] m, int r, byte[] bytes, int offset) {
    Limbs.read(m, r, bytes, offset);
    boolean below = isBelowModulus(m[r], m[r + 1], m[r + 2], m[r + 3]);
    set(m, 0, squaredRadix);
    multiply(m, r, r, 0);
    return below;
  }

  /// Writes 32 big-endian bytes.
  public final void write(long[] m, int x, byte[] bytes, int offset) {
    setZero(m, 0);
    m[0] = 1;
    multiply(m, 0, x, 0);
    Limbs.write(m, 0, bytes, offset);
  }

  public abstract void multiply(long[] m, int r, int x, int y);

  /// The sum of two products: of the elements at x and y, and of the next elements behind each. To
  /// reduce the sum instead of each product saves a third of the work.
  public abstract void multiplyTwo(long[] m, int r, int x, int y);

  public void square(long[] m, int r, int x) {
    multiply(m, r, x, x);
  }

  public final void add(long[] m, int r, int x, int y) {
    long x0 = m[x];
    long x1 = m[x + 1];
    long x2 = m[x + 2];
    long x3 = m[x + 3];
    long r0 = x0 + m[y];
    long carry = carry(r0, x0);
    long s1 = x1 + m[y + 1];
    long r1 = s1 + carry;
    carry = carry(s1, x1) + carry(r1, s1);
    long s2 = x2 + m[y + 2];
    long r2 = s2 + carry;
    carry = carry(s2, x2) + carry(r2, s2);
    long s3 = x3 + m[y + 3];
    long r3 = s3 + carry;
    long _ = reduce(m, r, r0, r1, r2, r3, carry(s3, x3) + carry(r3, s3));
  }

  public final void twice(long[] m, int r, int x) {
    long x0 = m[x];
    long x1 = m[x + 1];
    long x2 = m[x + 2];
    long x3 = m[x + 3];
    reduce(m, r, x0 << 1, x1 << 1 | x0 >>> 63, x2 << 1 | x1 >>> 63, x3 << 1 | x2 >>> 63, x3 >>> 63);
  }

  public final void subtract(long[] m, int r, int x, int y) {
    long x0 = m[x];
    long x1 = m[x + 1];
    long x2 = m[x + 2];
    long x3 = m[x + 3];
    long y0 = m[y];
    long y1 = m[y + 1];
    long y2 = m[y + 2];
    long y3 = m[y + 3];
    long borrow = carry(x0, y0);
    long s1 = x1 - y1;
    long r1 = s1 - borrow;
    borrow = carry(x1, y1) + carry(s1, borrow);
    long s2 = x2 - y2;
    long r2 = s2 - borrow;
    borrow = carry(x2, y2) + carry(s2, borrow);
    long s3 = x3 - y3;
    long r3 = s3 - borrow;
    borrow = carry(x3, y3) + carry(s3, borrow);
    long _ = addModulus(m, r, x0 - y0, r1, r2, r3, -borrow);
  }

  public final void negate(long[] m, int r, int x) {
    long x0 = m[x];
    long x1 = m[x + 1];
    long x2 = m[x + 2];
    long x3 = m[x + 3];
    long any = x0 | x1 | x2 | x3;
    long mask = (any | -any) >> 63;
    long borrow = carry(p0, x0);
    long s1 = p1 - x1;
    m[r] = p0 - x0 & mask;
    m[r + 1] = s1 - borrow & mask;
    borrow = carry(p1, x1) + carry(s1, borrow);
    long s2 = p2 - x2;
    m[r + 2] = s2 - borrow & mask;
    borrow = carry(p2, x2) + carry(s2, borrow);
    m[r + 3] = p3 - x3 - borrow & mask;
  }

  public final void half(long[] m, int r, int x) {
    long carry = addModulus(m, r, m[x], m[x + 1], m[x + 2], m[x + 3], -(m[x] & 1));
    long r1 = m[r + 1];
    long r2 = m[r + 2];
    long r3 = m[r + 3];
    m[r] = m[r] >>> 1 | r1 << 63;
    m[r + 1] = r1 >>> 1 | r2 << 63;
    m[r + 2] = r2 >>> 1 | r3 << 63;
    m[r + 3] = r3 >>> 1 | carry << 63;
  }

  /// 1/x; zero for zero.
  public final void invert(long[] m, int r, int x) {
    inversion.invert(m, r, x);
    set(m, 0, cubedRadix);
    multiply(m, r, r, 0);
  }

  private boolean isBelowModulus(long r0, long r1, long r2, long r3) {
    int order = Long.compareUnsigned(r3, p3);
    order = order != 0 ? order : Long.compareUnsigned(r2, p2);
    order = order != 0 ? order : Long.compareUnsigned(r1, p1);
    order = order != 0 ? order : Long.compareUnsigned(r0, p0);
    return order < 0;
  }

  /// Stores a number, with a limb r4 above its four, less p when it is not below p; returns what is
  /// left of r4. Without a branch, which the processor could not foresee.
  protected final long reduce(long[] m, int r, long r0, long r1, long r2, long r3, long r4) {
    long borrow = carry(r0, p0);
    long d0 = r0 - p0;
    long s1 = r1 - p1;
    long d1 = s1 - borrow;
    borrow = carry(r1, p1) + carry(s1, borrow);
    long s2 = r2 - p2;
    long d2 = s2 - borrow;
    borrow = carry(r2, p2) + carry(s2, borrow);
    long s3 = r3 - p3;
    long d3 = s3 - borrow;
    borrow = carry(r3, p3) + carry(s3, borrow);
    long mask = (r4 - borrow) >> 63;
    m[r] = d0 ^ ((d0 ^ r0) & mask);
    m[r + 1] = d1 ^ ((d1 ^ r1) & mask);
    m[r + 2] = d2 ^ ((d2 ^ r2) & mask);
    m[r + 3] = d3 ^ ((d3 ^ r3) & mask);
    return r4 - (borrow & ~mask);
  }

  /// Stores a number, plus p when the mask is -1; returns the carry.
  private long addModulus(long[] m, int r, long r0, long r1, long r2, long r3, long mask) {
    long t0 = r0 + (p0 & mask);
    long carry = carry(t0, r0);
    long s1 = r1 + (p1 & mask);
    long t1 = s1 + carry;
    carry = carry(s1, r1) + carry(t1, s1);
    long s2 = r2 + (p2 & mask);
    long t2 = s2 + carry;
    carry = carry(s2, r2) + carry(t2, s2);
    long s3 = r3 + (p3 & mask);
    long t3 = s3 + carry;
    m[r] = t0;
    m[r + 1] = t1;
    m[r + 2] = t2;
    m[r + 3] = t3;
    return carry(s3, r3) + carry(t3, s3);
  }
}
