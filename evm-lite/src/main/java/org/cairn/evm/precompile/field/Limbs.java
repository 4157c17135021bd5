package org.cairn.evm.precompile.field;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// Numbers of 256 bits as four limbs in an array, the least significant first, addressed by the
/// index of that limb.
public final class Limbs {
  public static final int COUNT = 4;
  public static final int SIZE_BYTES = 32;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Limbs() {}

  /// 1 when x is below y, unsigned: the carry of a sum x with addend y, the borrow of x - y.
  public static long carry(long x, long y) {
    return Long.compareUnsigned(x, y) < 0 ? 1 : 0;
  }

  /// Reads 32 big-endian bytes.
  public static void read(long[] m, int to, byte[] bytes, int offset) {
    m[to + 3] = (long) LONGS.get(bytes, offset);
    m[to + 2] = (long) LONGS.get(bytes, offset + 8);
    m[to + 1] = (long) LONGS.get(bytes, offset + 16);
    m[to] = (long) LONGS.get(bytes, offset + 24);
  }

  /// Writes 32 big-endian bytes.
  public static void write(long[] m, int from, byte[] bytes, int offset) {
    LONGS.set(bytes, offset, m[from + 3]);
    LONGS.set(bytes, offset + 8, m[from + 2]);
    LONGS.set(bytes, offset + 16, m[from + 1]);
    LONGS.set(bytes, offset + 24, m[from]);
  }

  /// The limbs of a number below 2^256.
  public static long[] of(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 64 * COUNT) {
      throw new IllegalArgumentException("not a number of 256 bits: " + value);
    }
    long[] limbs = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      limbs[i] = value.shiftRight(64 * i).longValue();
    }
    return limbs;
  }

  public static BigInteger toBigInteger(long[] m, int from) {
    byte[] bytes = new byte[SIZE_BYTES];
    write(m, from, bytes, 0);
    return new BigInteger(1, bytes);
  }
}
