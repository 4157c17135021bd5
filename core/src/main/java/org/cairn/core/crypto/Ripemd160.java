package org.cairn.core.crypto;

import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/// RIPEMD-160, by Bouncy Castle. Only a precompile uses it.
public final class Ripemd160 {
  public static final int SIZE_BYTES = 20;

  private Ripemd160() {}

  /// Writes the 20 bytes of the digest at an offset of the output.
  public static void digest(
      byte[] input, int offset, int lengthBytes, byte[] output, int outputOffset) {
    RIPEMD160Digest digest = new RIPEMD160Digest();
    digest.update(input, offset, lengthBytes);
    digest.doFinal(output, outputOffset);
  }
}
