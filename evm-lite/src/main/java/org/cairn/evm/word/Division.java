package org.cairn.evm.word;

/// Division of words: Knuth's algorithm D (TAOCP 2, 4.3.1) on 64-bit limbs, each quotient digit
/// from a precomputed reciprocal (Möller and Granlund, "Improved division by invariant integers").
///
/// Java has no division of 128 by 64 bits; the reciprocal replaces it by two multiplications.
/// `scratch` has [#SCRATCH_LONGS] longs: the dividend (nine, the remainder afterwards), the divisor
/// (four), the quotient (eight).
public final class Division {
  public static final int SCRATCH_LONGS = 24;

  private static final int DIVIDEND = 0;
  private static final int DIVISOR = 9;
  private static final int QUOTIENT = 13;

  private Division() {}

  public static int div(long[] s, int sp, long[] scratch) {
    int a = sp - 4;
    int b = sp - 8;
    if ((s[a + 1] | s[a + 2] | s[a + 3] | s[b + 1] | s[b + 2] | s[b + 3]) == 0) {
      s[b] = s[b] == 0 ? 0 : Long.divideUnsigned(s[a], s[b]);
      return a;
    }
    divide(s, a, b, scratch);
    System.arraycopy(scratch, QUOTIENT, s, b, 4);
    return a;
  }

  public static int mod(long[] s, int sp, long[] scratch) {
    int a = sp - 4;
    int b = sp - 8;
    if ((s[a + 1] | s[a + 2] | s[a + 3] | s[b + 1] | s[b + 2] | s[b + 3]) == 0) {
      s[b] = s[b] == 0 ? 0 : Long.remainderUnsigned(s[a], s[b]);
      return a;
    }
    divide(s, a, b, scratch);
    System.arraycopy(scratch, DIVIDEND, s, b, 4);
    return a;
  }

  /// Signed; the quotient is truncated towards zero, and -2^255 / -1 stays -2^255.
  public static int sdiv(long[] s, int sp, long[] scratch) {
    int a = sp - 4;
    int b = sp - 8;
    boolean negative = (s[a + 3] ^ s[b + 3]) < 0;
    makePositive(s, a);
    makePositive(s, b);
    int result = div(s, sp, scratch);
    if (negative) {
      negate(s, b);
    }
    return result;
  }

  /// Signed; the result has the sign of the dividend.
  public static int smod(long[] s, int sp, long[] scratch) {
    int a = sp - 4;
    int b = sp - 8;
    boolean negative = s[a + 3] < 0;
    makePositive(s, a);
    makePositive(s, b);
    int result = mod(s, sp, scratch);
    if (negative) {
      negate(s, b);
    }
    return result;
  }

  /// Takes a, b, n from the top down: a + b modulo n without intermediate wrap; zero when n is
  /// zero.
  public static int addmod(long[] s, int sp, long[] scratch) {
    int a = sp - 4;
    int b = sp - 8;
    int n = sp - 12;
    long carry = 0;
    for (int i = 0; i < 4; i++) {
      long x = s[a + i];
      long sum = x + s[b + i];
      long total = sum + carry;
      carry =
          (Long.compareUnsigned(sum, x) < 0 ? 1 : 0)
              | (Long.compareUnsigned(total, sum) < 0 ? 1 : 0);
      scratch[DIVIDEND + i] = total;
    }
    scratch[DIVIDEND + 4] = carry;
    reduce(s, n, scratch, 5);
    return b;
  }

  /// Takes a, b, n from the top down: a * b modulo n in 512 bits; zero when n is zero.
  public static int mulmod(long[] s, int sp, long[] scratch) {
    int a = sp - 4;
    int b = sp - 8;
    int n = sp - 12;
    for (int i = 0; i < 8; i++) {
      scratch[DIVIDEND + i] = 0;
    }
    for (int i = 0; i < 4; i++) {
      long x = s[a + i];
      long carry = 0;
      for (int j = 0; j < 4; j++) {
        long y = s[b + j];
        long low = x * y;
        long high = Math.unsignedMultiplyHigh(x, y);
        long t = low + scratch[DIVIDEND + i + j];
        high += Long.compareUnsigned(t, low) < 0 ? 1 : 0;
        long sum = t + carry;
        high += Long.compareUnsigned(sum, t) < 0 ? 1 : 0;
        scratch[DIVIDEND + i + j] = sum;
        carry = high;
      }
      scratch[DIVIDEND + i + 4] = carry;
    }
    reduce(s, n, scratch, 8);
    return b;
  }

  /// Replaces the word at `n` by the dividend in the scratch area modulo that word.
  private static void reduce(long[] s, int n, long[] scratch, int dividendLimbs) {
    System.arraycopy(s, n, scratch, DIVISOR, 4);
    int limbs = limbs(scratch, DIVISOR, 4);
    if (limbs == 0) {
      return;
    }
    divide(scratch, limbs(scratch, DIVIDEND, dividendLimbs), limbs);
    System.arraycopy(scratch, DIVIDEND, s, n, 4);
  }

  private static void divide(long[] s, int a, int b, long[] scratch) {
    System.arraycopy(s, a, scratch, DIVIDEND, 4);
    System.arraycopy(s, b, scratch, DIVISOR, 4);
    int divisorLimbs = limbs(scratch, DIVISOR, 4);
    if (divisorLimbs == 0) {
      for (int i = 0; i < 4; i++) {
        scratch[DIVIDEND + i] = 0;
        scratch[QUOTIENT + i] = 0;
      }
      return;
    }
    divide(scratch, limbs(scratch, DIVIDEND, 4), divisorLimbs);
  }

  private static int limbs(long[] s, int offset, int count) {
    int limbs = count;
    while (limbs > 0 && s[offset + limbs - 1] == 0) {
      limbs--;
    }
    return limbs;
  }

  /// Divides in the scratch area: m limbs by n limbs, n at least 1 and the highest not zero. The
  /// remainder replaces the dividend's low four limbs.
  private static void divide(long[] w, int m, int n) {
    for (int i = 0; i < 8; i++) {
      w[QUOTIENT + i] = 0;
    }
    if (m < n) {
      for (int i = m; i < 4; i++) {
        w[DIVIDEND + i] = 0;
      }
      return;
    }
    int shift = Long.numberOfLeadingZeros(w[DIVISOR + n - 1]);
    shiftLeft(w, DIVISOR, n, shift);
    w[DIVIDEND + m] = 0;
    shiftLeft(w, DIVIDEND, m + 1, shift);
    long high = w[DIVISOR + n - 1];
    long reciprocal = reciprocal(high);
    if (n == 1) {
      divideByLimb(w, m, high, reciprocal);
    } else {
      long second = w[DIVISOR + n - 2];
      for (int j = m - n; j >= 0; j--) {
        w[QUOTIENT + j] = quotientDigit(w, j, n, high, second, reciprocal);
      }
    }
    for (int i = 0; i < n; i++) {
      long above = i + 1 < n && shift != 0 ? w[DIVIDEND + i + 1] << (64 - shift) : 0;
      w[DIVIDEND + i] = w[DIVIDEND + i] >>> shift | above;
    }
    for (int i = n; i < 4; i++) {
      w[DIVIDEND + i] = 0;
    }
  }

  private static void divideByLimb(long[] w, int m, long divisor, long reciprocal) {
    long remainder = w[DIVIDEND + m];
    for (int j = m - 1; j >= 0; j--) {
      long low = w[DIVIDEND + j];
      long digit = divide128(remainder, low, divisor, reciprocal);
      w[QUOTIENT + j] = digit;
      remainder = low - digit * divisor;
    }
    w[DIVIDEND] = remainder;
  }

  /// Step D3 to D6 for one digit: estimates it from the top limbs, then subtracts the product from
  /// the dividend, and corrects an estimate that was one too high.
  private static long quotientDigit(
      long[] w, int j, int n, long high, long second, long reciprocal) {
    long u2 = w[DIVIDEND + j + n];
    long u1 = w[DIVIDEND + j + n - 1];
    long u0 = w[DIVIDEND + j + n - 2];
    long digit;
    if (Long.compareUnsigned(u2, high) >= 0) {
      digit = -1;
    } else {
      digit = divide128(u2, u1, high, reciprocal);
      long rest = u1 - digit * high;
      while (true) {
        long productHigh = Math.unsignedMultiplyHigh(digit, second);
        int order = Long.compareUnsigned(productHigh, rest);
        if (order < 0 || (order == 0 && Long.compareUnsigned(digit * second, u0) <= 0)) {
          break;
        }
        digit--;
        rest += high;
        if (Long.compareUnsigned(rest, high) < 0) {
          break;
        }
      }
    }
    long borrow = subtractProduct(w, j, n, digit);
    while (borrow != 0) {
      digit--;
      borrow -= addBack(w, j, n);
    }
    return digit;
  }

  private static long subtractProduct(long[] w, int j, int n, long digit) {
    long carry = 0;
    for (int i = 0; i < n; i++) {
      long v = w[DIVISOR + i];
      long low = digit * v + carry;
      long high =
          Math.unsignedMultiplyHigh(digit, v) + (Long.compareUnsigned(low, carry) < 0 ? 1 : 0);
      long u = w[DIVIDEND + j + i];
      w[DIVIDEND + j + i] = u - low;
      carry = high + (Long.compareUnsigned(u, low) < 0 ? 1 : 0);
    }
    long top = w[DIVIDEND + j + n];
    w[DIVIDEND + j + n] = top - carry;
    return Long.compareUnsigned(top, carry) < 0 ? 1 : 0;
  }

  private static long addBack(long[] w, int j, int n) {
    long carry = 0;
    for (int i = 0; i < n; i++) {
      long u = w[DIVIDEND + j + i];
      long sum = u + w[DIVISOR + i];
      long total = sum + carry;
      carry =
          (Long.compareUnsigned(sum, u) < 0 ? 1 : 0)
              | (Long.compareUnsigned(total, sum) < 0 ? 1 : 0);
      w[DIVIDEND + j + i] = total;
    }
    long top = w[DIVIDEND + j + n];
    w[DIVIDEND + j + n] = top + carry;
    return Long.compareUnsigned(top + carry, top) < 0 ? 1 : 0;
  }

  private static void shiftLeft(long[] w, int offset, int limbs, int shift) {
    if (shift == 0) {
      return;
    }
    for (int i = limbs - 1; i > 0; i--) {
      w[offset + i] = w[offset + i] << shift | w[offset + i - 1] >>> (64 - shift);
    }
    w[offset] <<= shift;
  }

  /// The quotient of (high, low) by a divisor whose top bit is set; `high` is below the divisor.
  private static long divide128(long high, long low, long divisor, long reciprocal) {
    long estimateLow = reciprocal * high + low;
    long carry = Long.compareUnsigned(estimateLow, low) < 0 ? 1 : 0;
    long digit = Math.unsignedMultiplyHigh(reciprocal, high) + high + carry + 1;
    long remainder = low - digit * divisor;
    if (Long.compareUnsigned(remainder, estimateLow) > 0) {
      digit--;
      remainder += divisor;
    }
    if (Long.compareUnsigned(remainder, divisor) >= 0) {
      digit++;
    }
    return digit;
  }

  /// floor((2^128 - 1) / d) - 2^64 for d with the top bit set: a nine-bit estimate, then Newton's
  /// iteration with the constants of Möller and Granlund's algorithm 3.
  private static long reciprocal(long d) {
    long d0 = d & 1;
    long d9 = d >>> 55;
    long d40 = (d >>> 24) + 1;
    long d63 = (d >>> 1) + d0;
    long v0 = 0x7fd00 / d9;
    long v1 = (v0 << 11) - ((v0 * v0 * d40) >>> 40) - 1;
    long v2 = (v1 << 13) + ((v1 * (0x1000000000000000L - v1 * d40)) >>> 47);
    long e = (v2 >>> 1 & -d0) - v2 * d63;
    long v3 = (Math.unsignedMultiplyHigh(v2, e) >>> 1) + (v2 << 31);
    long low = v3 * d;
    long carry = Long.compareUnsigned(low + d, low) < 0 ? 1 : 0;
    return v3 - (Math.unsignedMultiplyHigh(v3, d) + carry) - d;
  }

  private static void makePositive(long[] s, int offset) {
    if (s[offset + 3] < 0) {
      negate(s, offset);
    }
  }

  private static void negate(long[] s, int offset) {
    long carry = 1;
    for (int i = 0; i < 4; i++) {
      long limb = ~s[offset + i] + carry;
      carry = carry == 1 && limb == 0 ? 1 : 0;
      s[offset + i] = limb;
    }
  }
}
