package org.cairn.core.crypto;

import java.util.Arrays;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hex;
import org.jspecify.annotations.Nullable;
import supranational.blst.P1_Affine;

/// A BLS public key in its compressed form of 48 bytes, which may be any: [Bls#isValidKey] tells.
///
/// The point behind it is worked out once, when it is first needed, and kept with the key (0.1 ms
/// and 150 bytes), so a validator set pays for each key once.
public final class BlsPublicKey implements Comparable<BlsPublicKey> {
  public static final int SIZE_BYTES = 48;

  /// The first bit says that the form is compressed. Without it blst would read twice the bytes.
  private static final int COMPRESSED = 0x80;

  private final byte[] compressed;

  /// Written once with one of two equal values by whichever thread comes first.
  private volatile @Nullable Decoded decoded;

  private BlsPublicKey(byte[] compressed) {
    if (compressed.length != SIZE_BYTES) {
      throw new IllegalArgumentException(
          "BLS public key has " + SIZE_BYTES + " bytes, not " + compressed.length);
    }
    this.compressed = compressed;
  }

  /// @throws IllegalArgumentException when these are not 48 bytes
  public static BlsPublicKey of(byte[] compressed) {
    return new BlsPublicKey(compressed.clone());
  }

  /// @throws IllegalArgumentException when these are not 48 bytes
  public static BlsPublicKey of(Bytes compressed) {
    return new BlsPublicKey(compressed.shared());
  }

  /// @throws IllegalArgumentException when the text is not hexadecimal of 48 bytes
  public static BlsPublicKey fromHex(String text) {
    return new BlsPublicKey(Hex.decode(text));
  }

  static BlsPublicKey wrap(byte[] compressed) {
    return new BlsPublicKey(compressed);
  }

  public Bytes toBytes() {
    return Bytes.wrap(compressed);
  }

  /// The point, or nothing when the bytes are not one of the subgroup or are infinity.
  @Nullable P1_Affine point() {
    Decoded known = decoded;
    if (known == null) {
      known = new Decoded(decode(compressed));
      decoded = known;
    }
    return known.point();
  }

  /// Unsigned lexicographic order of the bytes.
  @Override
  public int compareTo(BlsPublicKey other) {
    return Arrays.compareUnsigned(compressed, other.compressed);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlsPublicKey that && Arrays.equals(compressed, that.compressed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(compressed);
  }

  @Override
  public String toString() {
    return Hex.encode(compressed);
  }

  private static @Nullable P1_Affine decode(byte[] compressed) {
    if ((compressed[0] & COMPRESSED) == 0) {
      return null;
    }
    P1_Affine point;
    try {
      point = new P1_Affine(compressed);
    } catch (RuntimeException _) { // blst's only way to say that this is no point.
      return null;
    }
    return point.is_inf() || !point.in_group() ? null : point;
  }

  private record Decoded(@Nullable P1_Affine point) {}
}
