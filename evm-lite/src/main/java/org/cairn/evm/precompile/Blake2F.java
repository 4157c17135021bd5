package org.cairn.evm.precompile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// 0x09: the compression function F of BLAKE2b with a chosen number of rounds (EIP-152). Input:
/// rounds (4 bytes, big-endian), state h (64), message m (128), offset counters t (16), final flag
/// (1), all words little-endian.
final class Blake2F implements Precompile {
  private static final int INPUT_BYTES = 213;
  private static final int STATE_AT = 4;
  private static final int MESSAGE_AT = 68;
  private static final int COUNTER_AT = 196;
  private static final int FLAG_AT = 212;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  // RFC 7693, 2.6: the initialization vector, that of SHA-512.
  private static final long[] IV = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L,
  };

  // RFC 7693, 2.7: the message schedule; round i uses row i mod 10.
  private static final byte[][] SIGMA = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
  };

  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    return lengthBytes == INPUT_BYTES ? rounds(input, offset) : 0;
  }

  @Override
  public byte @Nullable [] run(byte[] input, int offset, int lengthBytes) {
    if (lengthBytes != INPUT_BYTES) {
      return null;
    }
    byte flag = input[offset + FLAG_AT];
    if (flag != 0 && flag != 1) {
      return null;
    }
    long[] v = new long[16];
    for (int i = 0; i < 8; i++) {
      v[i] = (long) LITTLE.get(input, offset + STATE_AT + 8 * i);
      v[i + 8] = IV[i];
    }
    v[12] ^= (long) LITTLE.get(input, offset + COUNTER_AT);
    v[13] ^= (long) LITTLE.get(input, offset + COUNTER_AT + 8);
    if (flag == 1) {
      v[14] = ~v[14];
    }
    long[] m = new long[16];
    for (int i = 0; i < 16; i++) {
      m[i] = (long) LITTLE.get(input, offset + MESSAGE_AT + 8 * i);
    }
    mix(v, m, rounds(input, offset));
    byte[] output = new byte[64];
    for (int i = 0; i < 8; i++) {
      long h = (long) LITTLE.get(input, offset + STATE_AT + 8 * i);
      LITTLE.set(output, 8 * i, h ^ v[i] ^ v[i + 8]);
    }
    return output;
  }

  private static long rounds(byte[] input, int offset) {
    return Integer.toUnsignedLong((int) BIG_INT.get(input, offset));
  }

  private static void mix(long[] v, long[] m, long rounds) {
    int row = 0;
    for (long round = 0; round < rounds; round++) {
      byte[] s = SIGMA[row];
      row = row == 9 ? 0 : row + 1;
      quarter(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
      quarter(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
      quarter(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
      quarter(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
      quarter(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
      quarter(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
      quarter(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
      quarter(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
  }

  /// G of RFC 7693, 3.1; seven parameters, as it is inlined into the loop above.
  private static void quarter(long[] v, int ia, int ib, int ic, int id, long x, long y) {
    long a = v[ia] + v[ib] + x;
    long d = Long.rotateRight(v[id] ^ a, 32);
    long c = v[ic] + d;
    long b = Long.rotateRight(v[ib] ^ c, 24);
    a += b + y;
    d = Long.rotateRight(d ^ a, 16);
    c += d;
    v[ia] = a;
    v[ib] = Long.rotateRight(b ^ c, 63);
    v[ic] = c;
    v[id] = d;
  }
}
