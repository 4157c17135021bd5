package org.cairn.core.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// RIPEMD-160 (Dobbertin, Bosselaers, Preneel 1996). Only a precompile uses it. Of our own, as it
/// takes half the time of Bouncy Castle's and copies no input.
public final class Ripemd160 {
  public static final int SIZE_BYTES = 20;
  private static final int BLOCK_BYTES = 64;
  private static final int LENGTH_BYTES = 8;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /// Which word of the block a step takes, in the left line and in the right line.
  private static final byte[] LEFT_WORD = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    7, 4, 13, 1, 10, 6, 15, 3, 12, 0, 9, 5, 2, 14, 11, 8,
    3, 10, 14, 4, 9, 15, 8, 1, 2, 7, 0, 6, 13, 11, 5, 12,
    1, 9, 11, 10, 0, 8, 12, 4, 13, 3, 7, 15, 14, 5, 6, 2,
    4, 0, 5, 9, 7, 12, 2, 10, 14, 1, 3, 8, 11, 6, 15, 13,
  };

  private static final byte[] RIGHT_WORD = {
    5, 14, 7, 0, 9, 2, 11, 4, 13, 6, 15, 8, 1, 10, 3, 12,
    6, 11, 3, 7, 0, 13, 5, 10, 14, 15, 8, 12, 4, 9, 1, 2,
    15, 5, 1, 3, 7, 14, 6, 9, 11, 8, 12, 2, 10, 0, 4, 13,
    8, 6, 4, 1, 3, 11, 15, 0, 5, 12, 2, 13, 9, 7, 10, 14,
    12, 15, 10, 4, 1, 5, 8, 7, 6, 2, 13, 14, 0, 3, 9, 11,
  };

  /// By how many bits a step rotates.
  private static final byte[] LEFT_SHIFT = {
    11, 14, 15, 12, 5, 8, 7, 9, 11, 13, 14, 15, 6, 7, 9, 8,
    7, 6, 8, 13, 11, 9, 7, 15, 7, 12, 15, 9, 11, 7, 13, 12,
    11, 13, 6, 7, 14, 9, 13, 15, 14, 8, 13, 6, 5, 12, 7, 5,
    11, 12, 14, 15, 14, 15, 9, 8, 9, 14, 5, 6, 8, 6, 5, 12,
    9, 15, 5, 11, 6, 8, 13, 12, 5, 12, 13, 14, 11, 8, 5, 6,
  };

  private static final byte[] RIGHT_SHIFT = {
    8, 9, 9, 11, 13, 15, 15, 5, 7, 7, 8, 11, 14, 14, 12, 6,
    9, 13, 15, 7, 12, 8, 9, 11, 7, 7, 12, 7, 6, 15, 13, 11,
    9, 7, 15, 11, 8, 6, 6, 14, 12, 13, 5, 14, 13, 13, 7, 5,
    15, 5, 8, 11, 14, 14, 6, 14, 6, 9, 12, 9, 12, 5, 15, 8,
    8, 5, 12, 9, 12, 5, 14, 6, 8, 13, 6, 5, 15, 13, 11, 11,
  };
  private static final int[] LEFT_CONSTANT = {
    0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e,
  };
  private static final int[] RIGHT_CONSTANT = {
    0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0,
  };

  private Ripemd160() {}

  /// Writes the 20 bytes of the digest at an offset of the output.
  public static void digest(
      byte[] input, int offset, int lengthBytes, byte[] output, int outputOffset) {
    int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    int[] block = new int[BLOCK_BYTES / Integer.BYTES];
    int whole = lengthBytes / BLOCK_BYTES * BLOCK_BYTES;
    for (int at = 0; at < whole; at += BLOCK_BYTES) {
      compress(state, block, input, offset + at);
    }
    // One bit, zeros, and the length in bits.
    int rest = lengthBytes - whole;
    int tailBytes = rest + 1 + LENGTH_BYTES <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;
    byte[] tail = new byte[tailBytes];
    System.arraycopy(input, offset + whole, tail, 0, rest);
    tail[rest] = (byte) 0x80;
    INTS.set(tail, tailBytes - LENGTH_BYTES, lengthBytes << 3);
    INTS.set(tail, tailBytes - Integer.BYTES, lengthBytes >>> 29);
    for (int at = 0; at < tailBytes; at += BLOCK_BYTES) {
      compress(state, block, tail, at);
    }
    for (int i = 0; i < state.length; i++) {
      INTS.set(output, outputOffset + i * Integer.BYTES, state[i]);
    }
  }

  /// Both lines side by side, so that the processor works on both at once.
  private static void compress(int[] state, int[] block, byte[] bytes, int offset) {
    for (int i = 0; i < block.length; i++) {
      block[i] = (int) INTS.get(bytes, offset + i * Integer.BYTES);
    }
    int a = state[0];
    int b = state[1];
    int c = state[2];
    int d = state[3];
    int e = state[4];
    int a2 = a;
    int b2 = b;
    int c2 = c;
    int d2 = d;
    int e2 = e;
    for (int i = 0; i < 80; i++) {
      int round = i >> 4;
      int t = a + mix(round, b, c, d) + block[LEFT_WORD[i]] + LEFT_CONSTANT[round];
      t = Integer.rotateLeft(t, LEFT_SHIFT[i]) + e;
      a = e;
      e = d;
      d = Integer.rotateLeft(c, 10);
      c = b;
      b = t;
      t = a2 + mix(4 - round, b2, c2, d2) + block[RIGHT_WORD[i]] + RIGHT_CONSTANT[round];
      t = Integer.rotateLeft(t, RIGHT_SHIFT[i]) + e2;
      a2 = e2;
      e2 = d2;
      d2 = Integer.rotateLeft(c2, 10);
      c2 = b2;
      b2 = t;
    }
    int t = state[1] + c + d2;
    state[1] = state[2] + d + e2;
    state[2] = state[3] + e + a2;
    state[3] = state[4] + a + b2;
    state[4] = state[0] + b + c2;
    state[0] = t;
  }

  /// The function of a round.
  private static int mix(int round, int x, int y, int z) {
    return switch (round) {
      case 0 -> x ^ y ^ z;
      case 1 -> (x & y) | (~x & z);
      case 2 -> (x | ~y) ^ z;
      case 3 -> (x & z) | (y & ~z);
      default -> x ^ (y | ~z);
    };
  }
}
