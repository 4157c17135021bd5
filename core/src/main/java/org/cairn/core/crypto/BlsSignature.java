package org.cairn.core.crypto;

import java.util.Arrays;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hex;
import org.jspecify.annotations.Nullable;
import supranational.blst.P2_Affine;

/// A BLS signature or an aggregate of them in its compressed form of 96 bytes, which may be any:
/// [Bls#isValidSignature] tells.
public final class BlsSignature {
  public static final int SIZE_BYTES = 96;

  /// The first bit says that the form is compressed. Without it blst would read twice the bytes.
  private static final int COMPRESSED = 0x80;

  private final byte[] compressed;

  private BlsSignature(byte[] compressed) {
    if (compressed.length != SIZE_BYTES) {
      throw new IllegalArgumentException(
          "BLS signature has " + SIZE_BYTES + " bytes, not " + compressed.length);
    }
    this.compressed = compressed;
  }

  /// @throws IllegalArgumentException when these are not 96 bytes
  public static BlsSignature of(byte[] compressed) {
    return new BlsSignature(compressed.clone());
  }

  /// @throws IllegalArgumentException when these are not 96 bytes
  public static BlsSignature of(Bytes compressed) {
    return new BlsSignature(compressed.shared());
  }

  /// @throws IllegalArgumentException when the text is not hexadecimal of 96 bytes
  public static BlsSignature fromHex(String text) {
    return new BlsSignature(Hex.decode(text));
  }

  static BlsSignature wrap(byte[] compressed) {
    return new BlsSignature(compressed);
  }

  public Bytes toBytes() {
    return Bytes.wrap(compressed);
  }

  /// The point, or nothing when the bytes are none on the curve. The subgroup is not looked at.
  @Nullable P2_Affine pointOnCurve() {
    if ((compressed[0] & COMPRESSED) == 0) {
      return null;
    }
    try {
      return new P2_Affine(compressed);
    } catch (RuntimeException _) { // blst's only way to say that this is no point.
      return null;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlsSignature that && Arrays.equals(compressed, that.compressed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(compressed);
  }

  @Override
  public String toString() {
    return Hex.encode(compressed);
  }
}
