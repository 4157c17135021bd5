package org.cairn.evm.precompile.field;

import java.math.BigInteger;

/// The non-adjacent form of a scalar: digits to powers of two, zero or odd and of absolute value
/// below 2^(width-1), of which among any `width` in a row at most one is not zero. So a multiple
/// takes a doubling a digit, but an addition only every `width + 1` digits.
public final class SignedDigits {
  private SignedDigits() {}

  /// So many odd multiples 1, 3, 5... the digits need.
  public static int tableSize(int width) {
    return 1 << (width - 2);
  }

  /// The digits, the least significant first, of a number from 0 to below 2^(count-1).
  public static short[] of(BigInteger scalar, int width, int count) {
    if (scalar.signum() < 0 || scalar.bitLength() >= count) {
      throw new IllegalArgumentException("scalar " + scalar + " for " + count + " digits");
    }
    long[] limbs = Limbs.of(scalar);
    short[] digits = new short[count];
    int carry = 0;
    int at = 0;
    while (at < count) {
      if (bits(limbs, at, 1) == carry) {
        at++;
        continue;
      }
      int window = bits(limbs, at, width) + carry;
      carry = window >> (width - 1);
      digits[at] = (short) (window - (carry << width));
      at += width;
    }
    return digits;
  }

  /// So many bits, less than 32, from a position on; zeros above the limbs.
  private static int bits(long[] limbs, int from, int count) {
    int limb = from >> 6;
    if (limb >= limbs.length) {
      return 0;
    }
    long bits = limbs[limb] >>> from;
    if ((from & 63) != 0 && limb + 1 < limbs.length) {
      bits |= limbs[limb + 1] << -from;
    }
    return (int) bits & ((1 << count) - 1);
  }
}
