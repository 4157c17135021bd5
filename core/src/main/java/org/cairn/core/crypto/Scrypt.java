package org.cairn.core.crypto;

import org.bouncycastle.crypto.generators.SCrypt;

/// The scrypt password hash (RFC 7914).
public final class Scrypt {
  /// Four times what keystores use (n = 262144, r = 8), so that a file cannot ask for all memory.
  public static final long MAX_MEMORY_BYTES = 1L << 30;

  /// Bounds the time: each of the p lanes takes as long as one.
  public static final int MAX_PARALLELISM = 16;

  private Scrypt() {}

  /// @param n cost in memory and time, a power of two
  /// @param r block size in units of 128 bytes
  /// @param p how often it is all done
  /// @throws IllegalArgumentException when the parameters are out of the limits
  public static byte[] derive(byte[] password, byte[] salt, int n, int r, int p, int lengthBytes) {
    if (n < 2 || Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("scrypt: n is no power of two: " + n);
    }
    if (r < 1 || 128L * n * r > MAX_MEMORY_BYTES || (n >= 1 << 16 && r == 1)) {
      throw new IllegalArgumentException("scrypt: n = " + n + " with r = " + r);
    }
    if (p < 1 || p > MAX_PARALLELISM) {
      throw new IllegalArgumentException("scrypt: p = " + p);
    }
    if (lengthBytes < 1 || lengthBytes > Pbkdf2.MAX_LENGTH_BYTES) {
      throw new IllegalArgumentException("scrypt: length of " + lengthBytes + " bytes");
    }
    return SCrypt.generate(password, salt, n, r, p, lengthBytes);
  }
}
