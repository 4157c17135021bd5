package org.cairn.core.crypto;

import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// ECDSA over secp256k1. Signing is deterministic (RFC 6979) and gives the lower `s`.
///
/// libsecp256k1 does the work where its library loads (recovery 44 µs), Bouncy Castle elsewhere
/// (145 µs); the answers are the same.
public final class Secp256k1 {
  /// The number of points of the group.
  public static final UInt256 ORDER =
      UInt256.fromHex("0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");

  static final UInt256 HALF_ORDER =
      UInt256.fromHex("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

  private static final Ecdsa ECDSA = choose();

  private Secp256k1() {}

  public static Signature sign(Hash hash, SecretKey key) {
    byte[] compact = ECDSA.sign(hash.shared(), key.shared());
    byte[] recovered = ECDSA.recover(hash.shared(), compact, 0);
    // The libraries do not tell the parity, so it is tried out. That R's x exceeds the order, which
    // would add two more candidates, happens once in 2^127 signatures.
    int yParity = recovered != null && key.publicKey().equals(new PublicKey(recovered)) ? 0 : 1;
    return new Signature(yParity, UInt256.fromWord(compact, 0), UInt256.fromWord(compact, 32));
  }

  /// The key that made the signature, or nothing when no key did. Accepts the upper `s` as well, as
  /// the precompile does; see [Signature#hasLowS].
  public static @Nullable PublicKey recover(Hash hash, Signature signature) {
    if (!signature.isInRange()) {
      return null;
    }
    byte[] key = ECDSA.recover(hash.shared(), signature.toCompact(), signature.yParity());
    return key == null ? null : new PublicKey(key);
  }

  /// Whether the key made the signature. The upper `s` is refused; the parity does not matter.
  public static boolean verify(Hash hash, Signature signature, PublicKey key) {
    return signature.isInRange()
        && signature.hasLowS()
        && ECDSA.verify(hash.shared(), signature.toCompact(), key.shared());
  }

  /// Whether libsecp256k1 is in use.
  public static boolean isNative() {
    return ECDSA instanceof NativeEcdsa;
  }

  static PublicKey publicKey(byte[] secret) {
    return new PublicKey(ECDSA.publicKey(secret));
  }

  private static Ecdsa choose() {
    Ecdsa library = NativeEcdsa.load();
    return library == null ? new BouncyEcdsa() : library;
  }
}
