package org.cairn.evm.precompile;

import org.cairn.core.crypto.PublicKey;
import org.cairn.core.crypto.Secp256k1;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;

/// 0x01: the address whose key made a signature. Input: hash, v (27 or 28), r, s, a word each. No
/// bytes when there is no such key; it never fails.
final class EcRecover implements Precompile {
  private static final int INPUT_BYTES = 128;
  private static final int WORD_BYTES = 32;
  private static final UInt256 EVEN = UInt256.of(27);
  private static final UInt256 ODD = UInt256.of(28);

  @Override
  public long gas(byte[] input, int offset, int lengthBytes) {
    return 3000;
  }

  @Override
  public byte[] run(byte[] input, int offset, int lengthBytes) {
    byte[] words = Input.padded(input, offset, lengthBytes, 0, INPUT_BYTES);
    UInt256 v = UInt256.fromWord(words, WORD_BYTES);
    if (!v.equals(EVEN) && !v.equals(ODD)) {
      return new byte[0];
    }
    Signature signature =
        new Signature(
            v.equals(ODD) ? 1 : 0,
            UInt256.fromWord(words, 2 * WORD_BYTES),
            UInt256.fromWord(words, 3 * WORD_BYTES));
    PublicKey key = Secp256k1.recover(Hash.copy(words, 0), signature);
    if (key == null) {
      return new byte[0];
    }
    byte[] output = new byte[WORD_BYTES];
    byte[] address = key.toAddress().shared();
    System.arraycopy(address, 0, output, WORD_BYTES - Address.SIZE_BYTES, Address.SIZE_BYTES);
    return output;
  }
}
