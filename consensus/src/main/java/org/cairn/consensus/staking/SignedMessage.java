package org.cairn.consensus.staking;

import org.cairn.core.staking.ExitMessage;
import org.cairn.core.types.Bytes;

/// A validator's message with its signature, as a block carries it.
public record SignedMessage(ExitMessage message, Bytes signature) {
  public static final int SIGNATURE_BYTES = 96;

  /// @throws IllegalArgumentException when the signature's length is wrong
  public SignedMessage {
    if (signature.size() != SIGNATURE_BYTES) {
      throw new IllegalArgumentException("signature of " + signature.size() + " bytes");
    }
  }
}
