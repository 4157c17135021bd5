package org.cairn.core.crypto;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/// The PBKDF2 password hash (RFC 8018) with HMAC.
public final class Pbkdf2 {
  public static final int MAX_ITERATIONS = 10_000_000;
  public static final int MAX_LENGTH_BYTES = 1024;

  private Pbkdf2() {}

  /// With HMAC-SHA-256, as keystores use it.
  ///
  /// @throws IllegalArgumentException when the parameters are out of the limits
  public static byte[] sha256(byte[] password, byte[] salt, int iterations, int lengthBytes) {
    return derive(new SHA256Digest(), password, salt, iterations, lengthBytes);
  }

  /// With HMAC-SHA-512, as mnemonics use it.
  ///
  /// @throws IllegalArgumentException when the parameters are out of the limits
  public static byte[] sha512(byte[] password, byte[] salt, int iterations, int lengthBytes) {
    return derive(new SHA512Digest(), password, salt, iterations, lengthBytes);
  }

  private static byte[] derive(
      Digest digest, byte[] password, byte[] salt, int iterations, int lengthBytes) {
    if (iterations < 1 || iterations > MAX_ITERATIONS) {
      throw new IllegalArgumentException("PBKDF2: iterations: " + iterations);
    }
    if (lengthBytes < 1 || lengthBytes > MAX_LENGTH_BYTES) {
      throw new IllegalArgumentException("PBKDF2: length of " + lengthBytes + " bytes");
    }
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest);
    generator.init(password, salt, iterations);
    return ((KeyParameter) generator.generateDerivedMacParameters(8 * lengthBytes)).getKey();
  }
}
