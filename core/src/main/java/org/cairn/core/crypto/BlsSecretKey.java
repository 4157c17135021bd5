package org.cairn.core.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hex;
import org.cairn.core.types.UInt256;
import supranational.blst.P1;
import supranational.blst.SecretKey;

/// A BLS secret key with its public key. Its text form does not show it.
public final class BlsSecretKey {
  public static final int SIZE_BYTES = 32;

  /// EIP-2333: shorter seeds have too little entropy.
  public static final int MIN_SEED_BYTES = 32;

  private static final UInt256 ORDER =
      UInt256.fromHex("0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");

  private final SecretKey scalar;
  private final BlsPublicKey publicKey;

  private BlsSecretKey(SecretKey scalar) {
    this.scalar = scalar;
    this.publicKey = BlsPublicKey.wrap(new P1(scalar).compress());
  }

  /// @throws IllegalArgumentException when these are not 32 big-endian bytes of a number from 1 to
  ///   the subgroup's order less one
  public static BlsSecretKey of(byte[] bytes) {
    if (bytes.length != SIZE_BYTES) {
      throw new IllegalArgumentException("not a BLS secret key: " + bytes.length + " bytes");
    }
    UInt256 number = UInt256.fromBytes(bytes);
    if (number.isZero() || number.compareTo(ORDER) >= 0) {
      throw new IllegalArgumentException("not a BLS secret key: out of range");
    }
    SecretKey scalar = new SecretKey();
    scalar.from_bendian(bytes);
    return new BlsSecretKey(scalar);
  }

  /// @throws IllegalArgumentException as [#of] does; the message does not repeat the text
  public static BlsSecretKey fromHex(String text) {
    byte[] bytes;
    try {
      bytes = Hex.decode(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("not a BLS secret key in hexadecimal");
    }
    return of(bytes);
  }

  public static BlsSecretKey generate(SecureRandom random) {
    byte[] seed = new byte[MIN_SEED_BYTES];
    random.nextBytes(seed);
    SecretKey scalar = new SecretKey();
    scalar.keygen(seed);
    return new BlsSecretKey(scalar);
  }

  /// The root of the tree of keys that grows from a seed (EIP-2333).
  ///
  /// @throws IllegalArgumentException when the seed is shorter than [#MIN_SEED_BYTES]
  public static BlsSecretKey deriveMaster(byte[] seed) {
    if (seed.length < MIN_SEED_BYTES) {
      throw new IllegalArgumentException("seed of " + seed.length + " bytes is too short");
    }
    SecretKey master = new SecretKey();
    master.derive_master_eip2333(seed);
    return new BlsSecretKey(master);
  }

  /// A child in that tree (EIP-2333).
  ///
  /// @throws IllegalArgumentException when the index is not from 0 to 2^32 - 1
  public BlsSecretKey deriveChild(long index) {
    if (index < 0 || index > 0xffff_ffffL) {
      throw new IllegalArgumentException("index is out of range: " + index);
    }
    SecretKey child = new SecretKey();
    child.derive_child_eip2333(scalar, index);
    return new BlsSecretKey(child);
  }

  public BlsPublicKey publicKey() {
    return publicKey;
  }

  /// The secret itself, for keystores.
  public Bytes toBytes() {
    return Bytes.wrap(scalar.to_bendian());
  }

  SecretKey scalar() {
    return scalar;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlsSecretKey that
        && MessageDigest.isEqual(scalar.to_bendian(), that.scalar.to_bendian());
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public String toString() {
    return "BlsSecretKey of " + publicKey;
  }
}
