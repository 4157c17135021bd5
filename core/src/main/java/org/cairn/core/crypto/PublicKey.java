package org.cairn.core.crypto;

import java.util.Arrays;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Hex;

/// A point of secp256k1 other than infinity: 64 bytes, both coordinates. Made by [Secp256k1] and by
/// [SecretKey] only, so that it is always on the curve.
public final class PublicKey {
  public static final int SIZE_BYTES = 64;

  private final byte[] coordinates;

  /// Takes the array over.
  PublicKey(byte[] coordinates) {
    this.coordinates = coordinates;
  }

  /// The last 20 bytes of the key's Keccak-256.
  public Address toAddress() {
    byte[] digest = new byte[Hash.SIZE_BYTES];
    Keccak256.digest(coordinates, 0, SIZE_BYTES, digest, 0);
    return Address.copy(digest, Hash.SIZE_BYTES - Address.SIZE_BYTES);
  }

  public Bytes toBytes() {
    return Bytes.wrap(coordinates);
  }

  byte[] shared() {
    return coordinates;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey that && Arrays.equals(coordinates, that.coordinates);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(coordinates);
  }

  @Override
  public String toString() {
    return Hex.encode(coordinates);
  }
}
