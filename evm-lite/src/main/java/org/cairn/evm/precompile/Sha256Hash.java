package org.cairn.evm.precompile;

import org.cairn.core.crypto.Sha256;

/// 0x02: SHA-256.
final class Sha256Hash implements Precompile {
  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    return 60 + 12 * Input.words(lengthBytes);
  }

  @Override
  public byte[] run(byte[] input, int offset, int lengthBytes) {
    return Sha256.hash(input, offset, lengthBytes).shared();
  }
}
