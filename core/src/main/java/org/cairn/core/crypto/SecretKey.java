package org.cairn.core.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hex;
import org.cairn.core.types.UInt256;

/// A secp256k1 secret key with its public key. Its text form does not show it.
public final class SecretKey {
  public static final int SIZE_BYTES = 32;

  private final byte[] scalar;
  private final PublicKey publicKey;

  private SecretKey(byte[] scalar) {
    this.scalar = scalar;
    this.publicKey = Secp256k1.publicKey(scalar);
  }

  /// @throws IllegalArgumentException when these are not 32 bytes or no number from 1 to the
  ///   group's order less one
  public static SecretKey of(byte[] bytes) {
    if (!isValid(bytes)) {
      throw new IllegalArgumentException("not a secp256k1 secret key");
    }
    return new SecretKey(bytes.clone());
  }

  /// @throws IllegalArgumentException as [#of] does; the message does not repeat the text
  public static SecretKey fromHex(String text) {
    byte[] bytes;
    try {
      bytes = Hex.decode(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("not a secp256k1 secret key in hexadecimal");
    }
    return of(bytes);
  }

  public static SecretKey generate(SecureRandom random) {
    byte[] bytes = new byte[SIZE_BYTES];
    do {
      random.nextBytes(bytes);
    } while (!isValid(bytes));
    return new SecretKey(bytes);
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /// The secret itself, for keystores and for telling the owner of a development account.
  public Bytes toBytes() {
    return Bytes.of(scalar);
  }

  byte[] shared() {
    return scalar;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretKey that && MessageDigest.isEqual(scalar, that.scalar);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public String toString() {
    return "SecretKey of " + publicKey.toAddress();
  }

  private static boolean isValid(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      return false;
    }
    UInt256 number = UInt256.fromBytes(bytes);
    return !number.isZero() && number.compareTo(Secp256k1.ORDER) < 0;
  }
}
