package org.cairn.core.state;

import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;

/// An account without its storage. `nonce` is an unsigned 64-bit number.
public record Account(long nonce, Wei balance, Hash codeHash) {
  /// keccak256 of the empty string: the code hash of an account without code.
  public static final Hash NO_CODE =
      Hash.fromHex("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");

  public static final Account EMPTY = new Account(0, Wei.ZERO, NO_CODE);

  /// EIP-161: no nonce, no balance, no code.
  public boolean isEmpty() {
    return nonce == 0 && balance.isZero() && codeHash.equals(NO_CODE);
  }
}
