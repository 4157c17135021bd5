package org.cairn.core.staking;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What a validator signs to leave, or to come back after it was left out. The exit is Ethereum's
/// container `VoluntaryExit` under its domain; the genesis block's hash stands where Ethereum has
/// the root of the genesis validators. The return has the same fields under a domain of our own.
///
/// @param epoch the first in which the message counts
public record ExitMessage(Kind kind, long epoch, long validatorIndex) {
  private static final byte[] DOMAIN_VOLUNTARY_EXIT = {4, 0, 0, 0};
  private static final byte[] DOMAIN_RETURN = {(byte) 0xca, 0, 0, 1};

  /// What is asked for.
  public enum Kind {
    EXIT,
    RETURN
  }

  /// @throws IllegalArgumentException when a number is negative
  public ExitMessage {
    if (epoch < 0 || validatorIndex < 0) {
      throw new IllegalArgumentException("epoch " + epoch + ", validator " + validatorIndex);
    }
  }

  /// The 32 bytes that the BLS signature is over.
  public Hash signingRoot(Bytes forkVersion, Hash genesisHash) {
    Hash root = SigningDomain.pair(SigningDomain.chunk(epoch), SigningDomain.chunk(validatorIndex));
    byte[] type =
        switch (kind) {
          case EXIT -> DOMAIN_VOLUNTARY_EXIT;
          case RETURN -> DOMAIN_RETURN;
        };
    return SigningDomain.signingRoot(root, type, forkVersion, genesisHash);
  }
}
