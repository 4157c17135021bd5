package org.cairn.evm.precompile.p256;

import java.math.BigInteger;
import java.util.Arrays;

/// ECDSA over P-256. u1·G + u2·Q is one run of doublings with both scalars in non-adjacent form:
/// the generator's multiples are a table of the class, the key's are made each time.
public final class P256 {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final int GENERATOR_WIDTH = 8;
  private static final int KEY_WIDTH = 5;
  private static final int DIGITS = 257;
  private static final Point[] GENERATOR_MULTIPLES =
      Point.oddMultiples(Point.GENERATOR, 1 << (GENERATOR_WIDTH - 2));

  private P256() {}

  /// Whether the key (x, y) made the signature (r, s) of the hash, all 32 big-endian bytes, which
  /// lie in the array in the order hash, r, s, x, y. False as well for what is no key or is out of
  /// range; the upper s is accepted.
  public static boolean verify(byte[] input, int offset) {
    BigInteger r = word(input, offset + 32);
    BigInteger s = word(input, offset + 64);
    Point key = Point.read(input, offset + 96);
    if (key == null || !isScalar(r) || !isScalar(s)) {
      return false;
    }
    BigInteger inverse = s.modInverse(ORDER);
    BigInteger u1 = word(input, offset).multiply(inverse).mod(ORDER);
    BigInteger u2 = r.multiply(inverse).mod(ORDER);
    Point sum = sumOfMultiples(u1, u2, key);
    if (sum.isInfinity()) {
      return false;
    }
    // x/z² modulo the order is r: so x/z² is r, or r + n where that is below p.
    Fp zz = sum.z().squared();
    BigInteger second = r.add(ORDER);
    return Fp.of(r).times(zz).equalTo(sum.x())
        || (second.compareTo(Fp.MODULUS) < 0 && Fp.of(second).times(zz).equalTo(sum.x()));
  }

  private static Point sumOfMultiples(BigInteger u1, BigInteger u2, Point key) {
    byte[] digits1 = nonAdjacentForm(u1, GENERATOR_WIDTH);
    byte[] digits2 = nonAdjacentForm(u2, KEY_WIDTH);
    Point[] keyMultiples = Point.oddMultiples(key, 1 << (KEY_WIDTH - 2));
    Point sum = Point.INFINITY;
    for (int i = DIGITS - 1; i >= 0; i--) {
      if (!sum.isInfinity()) {
        sum = sum.twice();
      }
      sum = add(sum, digits1[i], GENERATOR_MULTIPLES);
      sum = add(sum, digits2[i], keyMultiples);
    }
    return sum;
  }

  private static Point add(Point sum, int digit, Point[] oddMultiples) {
    if (digit == 0) {
      return sum;
    }
    Point multiple = oddMultiples[Math.abs(digit) / 2];
    return sum.plus(digit > 0 ? multiple : multiple.negated());
  }

  /// Digits that are zero or odd and of absolute value below 2^(width-1), the least significant
  /// first; of any `width` in a row at most one is not zero.
  private static byte[] nonAdjacentForm(BigInteger scalar, int width) {
    byte[] digits = new byte[DIGITS];
    int carry = 0;
    int at = 0;
    while (at < DIGITS) {
      int bit = (scalar.testBit(at) ? 1 : 0) + carry;
      if ((bit & 1) == 0) {
        carry = bit >> 1;
        at++;
        continue;
      }
      int window = carry;
      for (int i = 0; i < width; i++) {
        window += scalar.testBit(at + i) ? 1 << i : 0;
      }
      carry = window >> (width - 1);
      digits[at] = (byte) (window - (carry << width));
      at += width;
    }
    return digits;
  }

  private static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(ORDER) < 0;
  }

  private static BigInteger word(byte[] input, int offset) {
    return new BigInteger(1, Arrays.copyOfRange(input, offset, offset + 32));
  }
}
