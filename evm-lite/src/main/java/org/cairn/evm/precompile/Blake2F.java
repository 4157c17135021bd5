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
    long rounds = rounds(input, offset);
    mix(v, schedule(m, rounds), rounds);
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

  /// The words of the message in the order in which the rounds use them, a row of 16 each; after
  /// ten rounds they repeat.
  private static long[] schedule(long[] m, long rounds) {
    int rows = (int) Math.min(rounds, SIGMA.length);
    long[] words = new long[16 * rows];
    for (int i = 0; i < words.length; i++) {
      words[i] = m[SIGMA[i >> 4][i & 15]];
    }
    return words;
  }

  /// All rounds, each G of RFC 7693, 3.1, eight times. Longer than a method should be: the words of
  /// the state have to be locals, so that they stay in registers, which halves the time of a round.
  private static void mix(long[] v, long[] words, long rounds) {
    long v0 = v[0];
    long v1 = v[1];
    long v2 = v[2];
    long v3 = v[3];
    long v4 = v[4];
    long v5 = v[5];
    long v6 = v[6];
    long v7 = v[7];
    long v8 = v[8];
    long v9 = v[9];
    long v10 = v[10];
    long v11 = v[11];
    long v12 = v[12];
    long v13 = v[13];
    long v14 = v[14];
    long v15 = v[15];
    int at = 0;
    for (long round = 0; round < rounds; round++) {
      v0 = v0 + words[at] + v4;
      v12 = Long.rotateRight(v12 ^ v0, 32);
      v8 += v12;
      v4 = Long.rotateRight(v4 ^ v8, 24);
      v0 = v0 + words[at + 1] + v4;
      v12 = Long.rotateRight(v12 ^ v0, 16);
      v8 += v12;
      v4 = Long.rotateRight(v4 ^ v8, 63);
      v1 = v1 + words[at + 2] + v5;
      v13 = Long.rotateRight(v13 ^ v1, 32);
      v9 += v13;
      v5 = Long.rotateRight(v5 ^ v9, 24);
      v1 = v1 + words[at + 3] + v5;
      v13 = Long.rotateRight(v13 ^ v1, 16);
      v9 += v13;
      v5 = Long.rotateRight(v5 ^ v9, 63);
      v2 = v2 + words[at + 4] + v6;
      v14 = Long.rotateRight(v14 ^ v2, 32);
      v10 += v14;
      v6 = Long.rotateRight(v6 ^ v10, 24);
      v2 = v2 + words[at + 5] + v6;
      v14 = Long.rotateRight(v14 ^ v2, 16);
      v10 += v14;
      v6 = Long.rotateRight(v6 ^ v10, 63);
      v3 = v3 + words[at + 6] + v7;
      v15 = Long.rotateRight(v15 ^ v3, 32);
      v11 += v15;
      v7 = Long.rotateRight(v7 ^ v11, 24);
      v3 = v3 + words[at + 7] + v7;
      v15 = Long.rotateRight(v15 ^ v3, 16);
      v11 += v15;
      v7 = Long.rotateRight(v7 ^ v11, 63);
      v0 = v0 + words[at + 8] + v5;
      v15 = Long.rotateRight(v15 ^ v0, 32);
      v10 += v15;
      v5 = Long.rotateRight(v5 ^ v10, 24);
      v0 = v0 + words[at + 9] + v5;
      v15 = Long.rotateRight(v15 ^ v0, 16);
      v10 += v15;
      v5 = Long.rotateRight(v5 ^ v10, 63);
      v1 = v1 + words[at + 10] + v6;
      v12 = Long.rotateRight(v12 ^ v1, 32);
      v11 += v12;
      v6 = Long.rotateRight(v6 ^ v11, 24);
      v1 = v1 + words[at + 11] + v6;
      v12 = Long.rotateRight(v12 ^ v1, 16);
      v11 += v12;
      v6 = Long.rotateRight(v6 ^ v11, 63);
      v2 = v2 + words[at + 12] + v7;
      v13 = Long.rotateRight(v13 ^ v2, 32);
      v8 += v13;
      v7 = Long.rotateRight(v7 ^ v8, 24);
      v2 = v2 + words[at + 13] + v7;
      v13 = Long.rotateRight(v13 ^ v2, 16);
      v8 += v13;
      v7 = Long.rotateRight(v7 ^ v8, 63);
      v3 = v3 + words[at + 14] + v4;
      v14 = Long.rotateRight(v14 ^ v3, 32);
      v9 += v14;
      v4 = Long.rotateRight(v4 ^ v9, 24);
      v3 = v3 + words[at + 15] + v4;
      v14 = Long.rotateRight(v14 ^ v3, 16);
      v9 += v14;
      v4 = Long.rotateRight(v4 ^ v9, 63);
      at = at + 16 == words.length ? 0 : at + 16;
    }
    v[0] = v0;
    v[1] = v1;
    v[2] = v2;
    v[3] = v3;
    v[4] = v4;
    v[5] = v5;
    v[6] = v6;
    v[7] = v7;
    v[8] = v8;
    v[9] = v9;
    v[10] = v10;
    v[11] = v11;
    v[12] = v12;
    v[13] = v13;
    v[14] = v14;
    v[15] = v15;
  }
}
