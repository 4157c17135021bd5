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
  public static byte[] of(BigInteger scalar, int width, int count) {
    if (scalar.signum() < 0 || scalar.bitLength() >= count) {
      throw new IllegalArgumentException("scalar " + scalar + " for " + count + " digits");
    }
    byte[] digits = new byte[count];
    int carry = 0;
    int at = 0;
    while (at < count) {
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
}
