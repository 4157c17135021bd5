package org.cairn.core.crypto;

import org.jspecify.annotations.Nullable;

/// A provider of secp256k1. Hashes and secrets are 32 bytes, compact signatures `r` and `s` in
/// range, 64 bytes, public keys both coordinates, 64 bytes.
sealed interface Ecdsa permits NativeEcdsa, BouncyEcdsa {
  byte[] sign(byte[] hash, byte[] secret);

  byte @Nullable [] recover(byte[] hash, byte[] compact, int yParity);

  /// `s` is in the lower half.
  boolean verify(byte[] hash, byte[] compact, byte[] publicKey);

  byte[] publicKey(byte[] secret);
}
