package org.cairn.p2p.peer;

import org.cairn.core.types.Hash;
import org.cairn.core.types.Hex;

/// A node's identity: the SHA-256 of its public key in X.509's SubjectPublicKeyInfo encoding.
public record PeerId(Hash value) implements Comparable<PeerId> {
  /// @throws IllegalArgumentException when the text is no hash in hexadecimal
  public static PeerId fromHex(String text) {
    return new PeerId(Hash.fromHex(text));
  }

  @Override
  public int compareTo(PeerId other) {
    return value.compareTo(other.value);
  }

  /// The first eight digits, which is what logs show.
  public String abbreviated() {
    return toString().substring(0, 8);
  }

  /// All digits, without a prefix.
  @Override
  public String toString() {
    return Hex.encode(value.shared()).substring(2);
  }
}
