package org.cairn.evm.precompile;

/// Forms of output that several precompiles share.
final class Output {
  private static final int WORD_BYTES = 32;

  private Output() {}

  /// A word of 1 or 0.
  static byte[] truth(boolean value) {
    byte[] word = new byte[WORD_BYTES];
    word[WORD_BYTES - 1] = (byte) (value ? 1 : 0);
    return word;
  }
}
