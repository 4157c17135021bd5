package org.cairn.evm.instruction;

import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;

/// The address of a contract that is to be created.
public final class ContractAddress {
  private static final int HASHED_HEAD_BYTES = Hash.SIZE_BYTES - Address.SIZE_BYTES;

  private ContractAddress() {}

  /// By the creator's nonce: the hash of the RLP list of both.
  public static Address of(Address creator, long nonce) {
    int nonceBytes = (64 - Long.numberOfLeadingZeros(nonce) + 7) / 8;
    boolean single = nonce > 0 && nonce < 0x80;
    int itemBytes = single ? 1 : 1 + nonceBytes;
    byte[] list = new byte[2 + Address.SIZE_BYTES + itemBytes];
    list[0] = (byte) (0xc0 + 1 + Address.SIZE_BYTES + itemBytes);
    list[1] = (byte) (0x80 + Address.SIZE_BYTES);
    System.arraycopy(creator.shared(), 0, list, 2, Address.SIZE_BYTES);
    int at = 2 + Address.SIZE_BYTES;
    if (!single) {
      list[at++] = (byte) (0x80 + nonceBytes);
    }
    for (int i = nonceBytes - 1; i >= 0; i--) {
      list[at++] = (byte) (nonce >>> (8 * i));
    }
    return Address.copy(Keccak256.hash(list).shared(), HASHED_HEAD_BYTES);
  }

  /// By a salt and the hash of the initcode (EIP-1014).
  static Address of(Address creator, byte[] salt, byte[] initcodeHash) {
    byte[] preimage = new byte[1 + Address.SIZE_BYTES + 2 * Hash.SIZE_BYTES];
    preimage[0] = (byte) 0xff;
    System.arraycopy(creator.shared(), 0, preimage, 1, Address.SIZE_BYTES);
    System.arraycopy(salt, 0, preimage, 1 + Address.SIZE_BYTES, Hash.SIZE_BYTES);
    System.arraycopy(
        initcodeHash, 0, preimage, 1 + Address.SIZE_BYTES + Hash.SIZE_BYTES, Hash.SIZE_BYTES);
    return Address.copy(Keccak256.hash(preimage).shared(), HASHED_HEAD_BYTES);
  }
}
