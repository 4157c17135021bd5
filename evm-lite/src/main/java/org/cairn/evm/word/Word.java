package org.cairn.evm.word;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Arithmetic on the words of an operand stack.
///
/// A word is four longs, the least significant first. `sp` is the index one past the top word, so
/// the top word lies at `sp - 4` and the one below at `sp - 8`. A binary operation takes the top
/// two words, leaves its result in the lower one, and returns the new `sp`. Every operation touches
/// each word it takes, so that the array bounds check finds a missing operand.
public final class Word {
  /// Longs in a word.
  public static final int LIMBS = 4;

  /// Bytes in a word.
  public static final int SIZE_BYTES = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private Word() {}

  /// What x + y, with or without a carry, carries out of its sum. Without a branch: the carries of
  /// random words cannot be predicted.
  private static long carry(long x, long y, long sum) {
    return ((x & y) | ((x | y) & ~sum)) >>> 63;
  }

  /// What x - y, with or without a borrow, borrows.
  private static long borrow(long x, long y, long difference) {
    return ((~x & y) | ((~x | y) & difference)) >>> 63;
  }

  public static int add(long[] s, int sp) {
    add(s, sp - 4, sp - 8, sp - 8);
    return sp - 4;
  }

  /// Writes the sum of the words at `a` and `b`; the target may be one of them.
  public static void add(long[] s, int a, int b, int to) {
    long x0 = s[a];
    long y0 = s[b];
    long x3 = s[a + 3];
    long y3 = s[b + 3];
    long x1 = s[a + 1];
    long y1 = s[b + 1];
    long x2 = s[a + 2];
    long y2 = s[b + 2];
    long r0 = x0 + y0;
    long r1 = x1 + y1 + carry(x0, y0, r0);
    long r2 = x2 + y2 + carry(x1, y1, r1);
    s[to] = r0;
    s[to + 1] = r1;
    s[to + 2] = r2;
    s[to + 3] = x3 + y3 + carry(x2, y2, r2);
  }

  /// Adds a number that is not negative to a word.
  public static void addLong(long[] s, int at, long number) {
    long low = s[at];
    long top = s[at + 3];
    long sum = low + number;
    s[at] = sum;
    if ((low & ~sum) < 0) {
      long r1 = s[at + 1] + 1;
      s[at + 1] = r1;
      if (r1 == 0) {
        long r2 = s[at + 2] + 1;
        s[at + 2] = r2;
        s[at + 3] = r2 == 0 ? top + 1 : top;
      }
    }
  }

  /// Top minus below.
  public static int sub(long[] s, int sp) {
    sub(s, sp - 4, sp - 8, sp - 8);
    return sp - 4;
  }

  /// Writes the word at `a` minus that at `b`; the target may be one of them.
  public static void sub(long[] s, int a, int b, int to) {
    long x0 = s[a];
    long y0 = s[b];
    long x3 = s[a + 3];
    long y3 = s[b + 3];
    long x1 = s[a + 1];
    long y1 = s[b + 1];
    long x2 = s[a + 2];
    long y2 = s[b + 2];
    long r0 = x0 - y0;
    long r1 = x1 - y1 - borrow(x0, y0, r0);
    long r2 = x2 - y2 - borrow(x1, y1, r1);
    s[to] = r0;
    s[to + 1] = r1;
    s[to + 2] = r2;
    s[to + 3] = x3 - y3 - borrow(x2, y2, r2);
  }

  public static int mul(long[] s, int sp) {
    multiply(s, sp - 4, s, sp - 8, s, sp - 8);
    return sp - 4;
  }

  /// Writes the product modulo 2^256 of two words; the target may be one of them.
  static void multiply(long[] x, int xo, long[] y, int yo, long[] target, int to) {
    long a0 = x[xo];
    long a1 = x[xo + 1];
    long a2 = x[xo + 2];
    long a3 = x[xo + 3];
    long b0 = y[yo];
    long b1 = y[yo + 1];
    long b2 = y[yo + 2];
    long b3 = y[yo + 3];
    long r0 = a0 * b0;
    long high = Math.unsignedMultiplyHigh(a0, b0);
    if ((a1 | a2 | a3 | b1 | b2 | b3) == 0) {
      target[to] = r0;
      target[to + 1] = high;
      target[to + 2] = 0;
      target[to + 3] = 0;
      return;
    }
    long p = a1 * b0;
    long r1 = high + p;
    long carried = Math.unsignedMultiplyHigh(a1, b0) + carry(high, p, r1);
    p = a2 * b0;
    long r2 = carried + p;
    long r3 = Math.unsignedMultiplyHigh(a2, b0) + carry(carried, p, r2) + a3 * b0;

    p = a0 * b1;
    long t = r1 + p;
    carried = Math.unsignedMultiplyHigh(a0, b1) + carry(r1, p, t);
    r1 = t;
    t = r2 + carried;
    long c = carry(r2, carried, t);
    p = a1 * b1;
    r2 = t + p;
    r3 += Math.unsignedMultiplyHigh(a1, b1) + c + carry(t, p, r2) + a2 * b1;

    p = a0 * b2;
    t = r2 + p;
    r3 += Math.unsignedMultiplyHigh(a0, b2) + carry(r2, p, t) + a1 * b2 + a0 * b3;
    r2 = t;
    target[to] = r0;
    target[to + 1] = r1;
    target[to + 2] = r2;
    target[to + 3] = r3;
  }

  /// Top to the power of below. `scratch` has at least eight longs.
  public static int exp(long[] s, int sp, long[] scratch) {
    int base = sp - 4;
    int exponent = sp - 8;
    int bits = bitLength(s, exponent);
    System.arraycopy(s, base, scratch, 0, LIMBS);
    scratch[4] = 1;
    scratch[5] = 0;
    scratch[6] = 0;
    scratch[7] = 0;
    for (int bit = bits - 1; bit >= 0; bit--) {
      multiply(scratch, 4, scratch, 4, scratch, 4);
      if ((s[exponent + (bit >>> 6)] >>> (bit & 63) & 1) != 0) {
        multiply(scratch, 4, scratch, 0, scratch, 4);
      }
    }
    System.arraycopy(scratch, 4, s, exponent, LIMBS);
    return base;
  }

  /// The number of bits up to the highest that is set.
  public static int bitLength(long[] s, int offset) {
    for (int limb = 3; limb >= 0; limb--) {
      long bits = s[offset + limb];
      if (bits != 0) {
        return 64 * (limb + 1) - Long.numberOfLeadingZeros(bits);
      }
    }
    return 0;
  }

  /// Extends the sign of the word below from the byte whose index the top word gives.
  public static int signExtend(long[] s, int sp) {
    int index = sp - 4;
    int word = sp - 8;
    long byteIndex = s[index];
    long top = s[word + 3];
    if ((s[index + 1] | s[index + 2] | s[index + 3]) != 0 || byteIndex < 0 || byteIndex > 30) {
      s[word + 3] = top;
      return index;
    }
    int limb = (int) byteIndex >>> 3;
    int shift = 56 - 8 * ((int) byteIndex & 7);
    long extended = s[word + limb] << shift >> shift;
    s[word + limb] = extended;
    for (int i = limb + 1; i < LIMBS; i++) {
      s[word + i] = extended >> 63;
    }
    return index;
  }

  private static int replaceWithBoolean(long[] s, int offset, boolean value) {
    s[offset] = value ? 1 : 0;
    s[offset + 1] = 0;
    s[offset + 2] = 0;
    s[offset + 3] = 0;
    return offset + LIMBS;
  }

  /// Unsigned: whether the word at `a` is below that at `b`.
  public static boolean isLess(long[] s, int a, int b) {
    long x = s[a + 3];
    long y = s[b + 3];
    if (x == y) {
      x = s[a + 2];
      y = s[b + 2];
      if (x == y) {
        x = s[a + 1];
        y = s[b + 1];
        if (x == y) {
          x = s[a];
          y = s[b];
        }
      }
    }
    return Long.compareUnsigned(x, y) < 0;
  }

  private static boolean isLessSigned(long[] s, int a, int b) {
    long x = s[a + 3];
    long y = s[b + 3];
    return (x ^ y) < 0 ? x < 0 : isLess(s, a, b);
  }

  public static int lt(long[] s, int sp) {
    return replaceWithBoolean(s, sp - 8, isLess(s, sp - 4, sp - 8));
  }

  public static int gt(long[] s, int sp) {
    return replaceWithBoolean(s, sp - 8, isLess(s, sp - 8, sp - 4));
  }

  public static int slt(long[] s, int sp) {
    return replaceWithBoolean(s, sp - 8, isLessSigned(s, sp - 4, sp - 8));
  }

  public static int sgt(long[] s, int sp) {
    return replaceWithBoolean(s, sp - 8, isLessSigned(s, sp - 8, sp - 4));
  }

  public static int eq(long[] s, int sp) {
    return replaceWithBoolean(s, sp - 8, isEqual(s, sp - 4, sp - 8));
  }

  /// Whether the words at `a` and `b` are the same.
  public static boolean isEqual(long[] s, int a, int b) {
    return ((s[a] ^ s[b]) | (s[a + 3] ^ s[b + 3]) | (s[a + 1] ^ s[b + 1]) | (s[a + 2] ^ s[b + 2]))
        == 0;
  }

  /// Copies a word; the first and the last limb first, so that they are all that is checked.
  public static void copy(long[] s, int from, int to) {
    long x0 = s[from];
    long x3 = s[from + 3];
    long x1 = s[from + 1];
    long x2 = s[from + 2];
    s[to] = x0;
    s[to + 3] = x3;
    s[to + 1] = x1;
    s[to + 2] = x2;
  }

  public static void isZero(long[] s, int sp) {
    int a = sp - 4;
    s[a] = (s[a] | s[a + 1] | s[a + 2] | s[a + 3]) == 0 ? 1 : 0;
    s[a + 1] = 0;
    s[a + 2] = 0;
    s[a + 3] = 0;
  }

  public static int and(long[] s, int sp) {
    int a = sp - 4;
    int b = sp - 8;
    s[b] &= s[a];
    s[b + 1] &= s[a + 1];
    s[b + 2] &= s[a + 2];
    s[b + 3] &= s[a + 3];
    return a;
  }

  public static int or(long[] s, int sp) {
    int a = sp - 4;
    int b = sp - 8;
    s[b] |= s[a];
    s[b + 1] |= s[a + 1];
    s[b + 2] |= s[a + 2];
    s[b + 3] |= s[a + 3];
    return a;
  }

  public static int xor(long[] s, int sp) {
    int a = sp - 4;
    int b = sp - 8;
    s[b] ^= s[a];
    s[b + 1] ^= s[a + 1];
    s[b + 2] ^= s[a + 2];
    s[b + 3] ^= s[a + 3];
    return a;
  }

  public static void not(long[] s, int sp) {
    int a = sp - 4;
    s[a] = ~s[a];
    s[a + 1] = ~s[a + 1];
    s[a + 2] = ~s[a + 2];
    s[a + 3] = ~s[a + 3];
  }

  /// The byte of the word below that the top word counts from the most significant.
  public static int byteAt(long[] s, int sp) {
    int index = sp - 4;
    int word = sp - 8;
    long i = s[index];
    long result = 0;
    if ((s[index + 1] | s[index + 2] | s[index + 3]) == 0 && i >= 0 && i < SIZE_BYTES) {
      int fromLeast = 31 - (int) i;
      result = s[word + (fromLeast >>> 3)] >>> (8 * (fromLeast & 7)) & 0xff;
    }
    setLong(s, word, result);
    return index;
  }

  /// The number of bits to shift by, or 256 when the word is larger than that.
  private static int shift(long[] s, int offset) {
    long bits = s[offset];
    return (s[offset + 1] | s[offset + 2] | s[offset + 3]) != 0 || bits < 0 || bits > 256
        ? 256
        : (int) bits;
  }

  public static int shl(long[] s, int sp) {
    int word = sp - 8;
    int bits = shift(s, sp - 4);
    int limbs = bits >>> 6;
    int left = bits & 63;
    for (int i = 3; i >= 0; i--) {
      long high = i >= limbs ? s[word + i - limbs] : 0;
      long low = i > limbs ? s[word + i - limbs - 1] : 0;
      s[word + i] = left == 0 ? high : high << left | low >>> (64 - left);
    }
    return sp - 4;
  }

  public static int shr(long[] s, int sp) {
    shiftRight(s, sp - 8, shift(s, sp - 4), 0);
    return sp - 4;
  }

  public static int sar(long[] s, int sp) {
    shiftRight(s, sp - 8, shift(s, sp - 4), s[sp - 5] >> 63);
    return sp - 4;
  }

  private static void shiftRight(long[] s, int word, int bits, long fill) {
    int limbs = bits >>> 6;
    int right = bits & 63;
    for (int i = 0; i < LIMBS; i++) {
      long low = i + limbs < LIMBS ? s[word + i + limbs] : fill;
      long high = i + limbs + 1 < LIMBS ? s[word + i + limbs + 1] : fill;
      s[word + i] = right == 0 ? low : low >>> right | high << (64 - right);
    }
  }

  /// Counts the leading zeros of the top word (EIP-7939).
  public static void clz(long[] s, int sp) {
    setLong(s, sp - 4, 256 - bitLength(s, sp - 4));
  }

  public static boolean isZeroAt(long[] s, int offset) {
    return (s[offset] | s[offset + 1] | s[offset + 2] | s[offset + 3]) == 0;
  }

  /// Sets a word to a number of 64 bits.
  public static void setLong(long[] s, int offset, long value) {
    s[offset] = value;
    s[offset + 1] = 0;
    s[offset + 2] = 0;
    s[offset + 3] = 0;
  }

  /// The word as a number, or [Long#MAX_VALUE] when it does not fit 63 bits.
  public static long saturated(long[] s, int offset) {
    long low = s[offset];
    return (s[offset + 1] | s[offset + 2] | s[offset + 3]) != 0 || low < 0 ? Long.MAX_VALUE : low;
  }

  /// Reads eight big-endian bytes.
  public static long longAt(byte[] source, int at) {
    return (long) LONGS.get(source, at);
  }

  /// Reads 32 big-endian bytes.
  public static void load(long[] s, int offset, byte[] source, int at) {
    s[offset + 3] = (long) LONGS.get(source, at);
    s[offset + 2] = (long) LONGS.get(source, at + 8);
    s[offset + 1] = (long) LONGS.get(source, at + 16);
    s[offset] = (long) LONGS.get(source, at + 24);
  }

  /// Reads 32 big-endian bytes that may reach past `end`; what lies there counts as zero.
  public static void loadPadded(long[] s, int offset, byte[] source, int at, int end) {
    if (at + SIZE_BYTES <= end) {
      load(s, offset, source, at);
      return;
    }
    for (int limb = 3; limb >= 0; limb--) {
      long bits = 0;
      int start = at + 8 * (3 - limb);
      for (int i = start; i < start + 8; i++) {
        bits = bits << 8 | (i < end ? source[i] & 0xff : 0);
      }
      s[offset + limb] = bits;
    }
  }

  /// Reads the immediate of a push: 1 to 32 big-endian bytes.
  public static void loadShort(long[] s, int offset, byte[] source, int at, int lengthBytes) {
    int end = at + lengthBytes;
    for (int limb = 0; limb < LIMBS; limb++) {
      long bits = 0;
      int low = end - 8 * limb;
      if (low - 8 >= at) {
        bits = (long) LONGS.get(source, low - 8);
      } else {
        for (int i = at; i < low; i++) {
          bits = bits << 8 | (source[i] & 0xff);
        }
      }
      s[offset + limb] = bits;
    }
  }

  /// Reads 20 big-endian bytes.
  public static void loadAddress(long[] s, int offset, byte[] source, int at) {
    s[offset] = (long) LONGS.get(source, at + 12);
    s[offset + 1] = (long) LONGS.get(source, at + 4);
    s[offset + 2] = (int) INTS.get(source, at) & 0xffff_ffffL;
    s[offset + 3] = 0;
  }

  /// Writes 32 big-endian bytes.
  public static void store(long[] s, int offset, byte[] target, int at) {
    LONGS.set(target, at, s[offset + 3]);
    LONGS.set(target, at + 8, s[offset + 2]);
    LONGS.set(target, at + 16, s[offset + 1]);
    LONGS.set(target, at + 24, s[offset]);
  }

  /// Writes the low 20 bytes of a word, big-endian.
  public static void storeAddress(long[] s, int offset, byte[] target, int at) {
    INTS.set(target, at, (int) s[offset + 2]);
    LONGS.set(target, at + 4, s[offset + 1]);
    LONGS.set(target, at + 12, s[offset]);
  }
}
