package org.cairn.evm.precompile;

import org.cairn.core.crypto.Ripemd160;

/// 0x03: RIPEMD-160, in the low 20 bytes of a word.
final class Ripemd160Hash implements Precompile {
  private static final int WORD_BYTES = 32;

  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    return 600 + 120 * Input.words(lengthBytes);
  }

  @Override
  public byte[] run(byte[] input, int offset, int lengthBytes) {
    byte[] word = new byte[WORD_BYTES];
    Ripemd160.digest(input, offset, lengthBytes, word, WORD_BYTES - Ripemd160.SIZE_BYTES);
    return word;
  }
}
