package org.cairn.consensus.epoch;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.Stake;

/// One who votes: a BLS public key in compressed form, whose possession was proven, and its weight.
public record Validator(Bytes publicKey, Stake stake) {
  public static final int PUBLIC_KEY_BYTES = 48;

  /// @throws IllegalArgumentException for a key of another length or a weight of zero
  public Validator {
    if (publicKey.size() != PUBLIC_KEY_BYTES) {
      throw new IllegalArgumentException("public key of " + publicKey.size() + " bytes");
    }
    if (stake.value() == 0) {
      throw new IllegalArgumentException("validator without stake: " + publicKey);
    }
  }
}
