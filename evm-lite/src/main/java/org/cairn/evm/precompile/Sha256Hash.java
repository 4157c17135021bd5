package org.cairn.evm.precompile;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// 0x02: SHA-256.
final class Sha256Hash implements Precompile {
  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    return 60 + 12 * Input.words(lengthBytes);
  }

  @Override
  public byte[] run(byte[] input, int offset, int lengthBytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(input, offset, lengthBytes);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it.
      throw new AssertionError(e);
    }
  }
}
