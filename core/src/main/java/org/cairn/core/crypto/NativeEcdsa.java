package org.cairn.core.crypto;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// libsecp256k1 through JNI.
final class NativeEcdsa implements Ecdsa {
  private final Secp256k1 library;

  private NativeEcdsa(Secp256k1 library) {
    this.library = library;
  }

  /// The library, or nothing where there is none for this machine.
  static @Nullable NativeEcdsa load() {
    try {
      return new NativeEcdsa(Secp256k1.get());
    } catch (Exception | LinkageError _) { // Kotlin lets reflection's checked exceptions through.
      return null;
    }
  }

  @Override
  public byte[] sign(byte[] hash, byte[] secret) {
    return library.sign(hash, secret, null);
  }

  @Override
  public byte @Nullable [] recover(byte[] hash, byte[] compact, int yParity) {
    try {
      return coordinates(library.ecdsaRecover(compact, hash, yParity));
    } catch (Secp256k1Exception _) {
      return null;
    }
  }

  @Override
  public boolean verify(byte[] hash, byte[] compact, byte[] publicKey) {
    byte[] uncompressed = new byte[1 + publicKey.length];
    uncompressed[0] = 4;
    System.arraycopy(publicKey, 0, uncompressed, 1, publicKey.length);
    return library.verify(compact, hash, uncompressed);
  }

  @Override
  public byte[] publicKey(byte[] secret) {
    return coordinates(library.pubkeyCreate(secret));
  }

  /// Without the prefix that says the form is uncompressed.
  private static byte[] coordinates(byte[] uncompressed) {
    return Arrays.copyOfRange(uncompressed, 1, uncompressed.length);
  }
}
