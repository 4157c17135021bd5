package org.cairn.evm.precompile;

import java.util.Arrays;

/// 0x04: returns its input.
final class Identity implements Precompile {
  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    return 15 + 3 * Input.words(lengthBytes);
  }

  @Override
  public byte[] run(byte[] input, int offset, int lengthBytes) {
    return Arrays.copyOfRange(input, offset, offset + lengthBytes);
  }
}
