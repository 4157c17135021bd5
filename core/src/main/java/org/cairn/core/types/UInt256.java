package org.cairn.core.types;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An unsigned 256-bit integer in four 64-bit limbs, `limb0` the least significant. Arithmetic is
/// exact: what does not fit throws [ArithmeticException]; only methods that say `Wrapping` reduce
/// modulo 2^256.
public record UInt256(long limb3, long limb2, long limb1, long limb0)
    implements Comparable<UInt256> {
  public static final UInt256 ZERO = new UInt256(0, 0, 0, 0);
  public static final UInt256 ONE = new UInt256(0, 0, 0, 1);
  public static final UInt256 MAX = new UInt256(-1, -1, -1, -1);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// @throws IllegalArgumentException when the value is negative
  public static UInt256 of(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    return value == 0 ? ZERO : new UInt256(0, 0, 0, value);
  }

  /// The value of the 64 bits read as unsigned.
  public static UInt256 ofUnsigned(long bits) {
    return new UInt256(0, 0, 0, bits);
  }

  /// @throws ArithmeticException when the value is negative or has more than 256 bits
  public static UInt256 of(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new ArithmeticException("not an unsigned 256-bit integer: " + value);
    }
    return new UInt256(
        value.shiftRight(192).longValue(),
        value.shiftRight(128).longValue(),
        value.shiftRight(64).longValue(),
        value.longValue());
  }

  /// Reads up to 32 big-endian bytes.
  ///
  /// @throws IllegalArgumentException when there are more than 32
  public static UInt256 fromBytes(byte[] bytes) {
    if (bytes.length > 32) {
      throw new IllegalArgumentException("more than 32 bytes: " + bytes.length);
    }
    byte[] word = new byte[32];
    System.arraycopy(bytes, 0, word, 32 - bytes.length, bytes.length);
    return fromWord(word, 0);
  }

  /// Reads 32 big-endian bytes at an offset.
  public static UInt256 fromWord(byte[] bytes, int offset) {
    return new UInt256(
        (long) LONGS.get(bytes, offset),
        (long) LONGS.get(bytes, offset + 8),
        (long) LONGS.get(bytes, offset + 16),
        (long) LONGS.get(bytes, offset + 24));
  }

  public static UInt256 of(Hash hash) {
    return fromWord(hash.shared(), 0);
  }

  /// Reads a hexadecimal quantity with the prefix `0x`; leading zeros are allowed.
  ///
  /// @throws IllegalArgumentException when it is none or has more than 256 bits
  public static UInt256 fromHex(String text) {
    if (!text.startsWith("0x") || text.length() == 2) {
      throw new IllegalArgumentException("not a quantity: " + text);
    }
    String digits = text.substring(2).replaceFirst("^0+(?=.)", "");
    if (digits.length() > 64 || digits.startsWith("-") || digits.startsWith("+")) {
      throw new IllegalArgumentException("not a quantity of at most 256 bits: " + text);
    }
    return of(new BigInteger(digits, 16));
  }

  public UInt256 plus(UInt256 other) {
    UInt256 sum = plusWrapping(other);
    if (sum.compareTo(this) < 0) {
      throw new ArithmeticException("overflow: " + this + " + " + other);
    }
    return sum;
  }

  public UInt256 plusWrapping(UInt256 other) {
    long r0 = limb0 + other.limb0;
    long carry = Long.compareUnsigned(r0, limb0) < 0 ? 1 : 0;
    long r1 = limb1 + other.limb1;
    long carry1 = Long.compareUnsigned(r1, limb1) < 0 ? 1 : 0;
    r1 += carry;
    carry = carry1 | (carry == 1 && r1 == 0 ? 1 : 0);
    long r2 = limb2 + other.limb2;
    long carry2 = Long.compareUnsigned(r2, limb2) < 0 ? 1 : 0;
    r2 += carry;
    carry = carry2 | (carry == 1 && r2 == 0 ? 1 : 0);
    return new UInt256(limb3 + other.limb3 + carry, r2, r1, r0);
  }

  public UInt256 minus(UInt256 other) {
    if (compareTo(other) < 0) {
      throw new ArithmeticException("underflow: " + this + " - " + other);
    }
    long r0 = limb0 - other.limb0;
    long borrow = Long.compareUnsigned(limb0, other.limb0) < 0 ? 1 : 0;
    long d1 = limb1 - other.limb1;
    long r1 = d1 - borrow;
    borrow = (Long.compareUnsigned(limb1, other.limb1) < 0 || (borrow == 1 && d1 == 0)) ? 1 : 0;
    long d2 = limb2 - other.limb2;
    long r2 = d2 - borrow;
    borrow = (Long.compareUnsigned(limb2, other.limb2) < 0 || (borrow == 1 && d2 == 0)) ? 1 : 0;
    return new UInt256(limb3 - other.limb3 - borrow, r2, r1, r0);
  }

  public UInt256 times(long factor) {
    return times(of(factor));
  }

  public UInt256 times(UInt256 factor) {
    if (fitsLong() && factor.fitsLong()) {
      return new UInt256(
          0, 0, Math.unsignedMultiplyHigh(limb0, factor.limb0), limb0 * factor.limb0);
    }
    return of(toBigInteger().multiply(factor.toBigInteger()));
  }

  /// The quotient rounded down.
  ///
  /// @throws ArithmeticException when the divisor is zero
  public UInt256 dividedBy(UInt256 divisor) {
    return of(toBigInteger().divide(divisor.toBigInteger()));
  }

  public UInt256 min(UInt256 other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public UInt256 max(UInt256 other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public boolean isZero() {
    return (limb0 | limb1 | limb2 | limb3) == 0;
  }

  /// Whether the value is below 2^63.
  public boolean fitsLong() {
    return (limb1 | limb2 | limb3) == 0 && limb0 >= 0;
  }

  /// @throws ArithmeticException when the value is 2^63 or more
  public long toLongExact() {
    if (!fitsLong()) {
      throw new ArithmeticException("does not fit 63 bits: " + this);
    }
    return limb0;
  }

  public BigInteger toBigInteger() {
    return new BigInteger(1, toBytes());
  }

  /// 32 big-endian bytes.
  public byte[] toBytes() {
    byte[] word = new byte[32];
    writeTo(word, 0);
    return word;
  }

  /// Writes 32 big-endian bytes at an offset.
  public void writeTo(byte[] target, int offset) {
    LONGS.set(target, offset, limb3);
    LONGS.set(target, offset + 8, limb2);
    LONGS.set(target, offset + 16, limb1);
    LONGS.set(target, offset + 24, limb0);
  }

  /// The bytes without leading zeros; none for zero. The form of RLP scalars.
  public byte[] toMinimalBytes() {
    byte[] word = toBytes();
    int start = 0;
    while (start < 32 && word[start] == 0) {
      start++;
    }
    return Arrays.copyOfRange(word, start, 32);
  }

  public Hash toHash() {
    return Hash.wrap(toBytes());
  }

  /// A hexadecimal quantity without leading zeros: `0x0`, `0x1f`.
  public String toHex() {
    if ((limb1 | limb2 | limb3) == 0) {
      return "0x" + Long.toHexString(limb0);
    }
    long highest = limb3 != 0 ? limb3 : limb2 != 0 ? limb2 : limb1;
    int limbs = limb3 != 0 ? 4 : limb2 != 0 ? 3 : 2;
    int digits = 16 * limbs - Long.numberOfLeadingZeros(highest) / 4;
    byte[] text = new byte[2 + digits];
    text[0] = '0';
    text[1] = 'x';
    for (int i = 0; i < digits; i++) {
      long limb = i < 16 ? limb0 : i < 32 ? limb1 : i < 48 ? limb2 : limb3;
      text[text.length - 1 - i] =
          (byte) Character.forDigit((int) (limb >>> (4 * (i & 15))) & 15, 16);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  @Override
  public int compareTo(UInt256 other) {
    int order = Long.compareUnsigned(limb3, other.limb3);
    if (order == 0) {
      order = Long.compareUnsigned(limb2, other.limb2);
    }
    if (order == 0) {
      order = Long.compareUnsigned(limb1, other.limb1);
    }
    return order != 0 ? order : Long.compareUnsigned(limb0, other.limb0);
  }

  /// Decimal.
  @Override
  public String toString() {
    return fitsLong() ? Long.toString(limb0) : toBigInteger().toString();
  }
}
