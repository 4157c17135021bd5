package org.cairn.genesis.keys;

import java.nio.charset.StandardCharsets;
import org.cairn.core.crypto.Pbkdf2;
import org.cairn.core.crypto.Scrypt;
import org.cairn.core.types.Bytes;

/// How a keystore makes a key of a password: slowly, so that passwords cannot be tried in bulk.
public sealed interface KeyStretching {
  int KEY_SIZE_BYTES = 32;

  /// RFC 7914. `n` is the cost in time and memory, `r` the block size, `p` the parallelism.
  record ByScrypt(int n, int r, int p) implements KeyStretching {
    static final int MAX_BLOCK_SIZE = 64;
    static final int MAX_PARALLELISM = 16;
    static final long MAX_MEMORY_BYTES = 512L << 20;

    /// @throws IllegalArgumentException when a parameter is out of range or asks for too much
    public ByScrypt {
      boolean power = n > 1 && Integer.bitCount(n) == 1;
      boolean sizes = r >= 1 && r <= MAX_BLOCK_SIZE && p >= 1 && p <= MAX_PARALLELISM;
      if (!power || !sizes || 128L * n * r > MAX_MEMORY_BYTES) {
        throw new IllegalArgumentException(
            "scrypt parameters out of range: n %d, r %d, p %d".formatted(n, r, p));
      }
    }
  }

  /// RFC 8018 with HMAC-SHA-256.
  record ByPbkdf2(int iterations) implements KeyStretching {
    /// The cost that EIP-2335 shows, a fifth of a second, for passwords that people choose. Unlike
    /// scrypt's it takes no 256 MB of memory.
    public static final ByPbkdf2 STANDARD = new ByPbkdf2(262_144);

    /// For passwords of 32 random bytes, which need no stretching: a node must start quickly.
    public static final ByPbkdf2 FOR_RANDOM_PASSWORD = new ByPbkdf2(16);

    static final int MAX_ITERATIONS = Pbkdf2.MAX_ITERATIONS;

    /// @throws IllegalArgumentException when the count is out of range
    public ByPbkdf2 {
      if (iterations < 1 || iterations > MAX_ITERATIONS) {
        throw new IllegalArgumentException("pbkdf2 iterations out of range: " + iterations);
      }
    }
  }

  /// The 32 bytes made of a password that is already normalized.
  default byte[] key(String password, Bytes salt) {
    return switch (this) {
      case ByScrypt(int n, int r, int p) ->
          Scrypt.derive(
              password.getBytes(StandardCharsets.UTF_8), salt.toArray(), n, r, p, KEY_SIZE_BYTES);
      case ByPbkdf2(int iterations) ->
          Pbkdf2.sha256(
              password.getBytes(StandardCharsets.UTF_8),
              salt.toArray(),
              iterations,
              KEY_SIZE_BYTES);
    };
  }
}
