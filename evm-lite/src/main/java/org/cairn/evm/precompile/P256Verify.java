package org.cairn.evm.precompile;

import org.cairn.evm.precompile.p256.P256;

/// 0x100: verifies a signature over P-256 (EIP-7951). The answer is a word of one, or no bytes at
/// all, also for malformed input: it never fails.
final class P256Verify implements Precompile {
  private static final int INPUT_BYTES = 160;

  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    return 6900;
  }

  @Override
  public byte[] run(byte[] input, int offset, int lengthBytes) {
    return lengthBytes == INPUT_BYTES && P256.verify(input, offset)
        ? Output.truth(true)
        : new byte[0];
  }
}
