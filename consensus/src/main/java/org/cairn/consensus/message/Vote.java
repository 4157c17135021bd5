package org.cairn.consensus.message;

import org.cairn.core.types.Bytes;

/// A ballot signed by one validator, named by its index in the epoch's ordered set.
public record Vote(Ballot ballot, int validator, Bytes signature) implements Message {
  /// @throws IllegalArgumentException when the index or the signature's length is out of range
  public Vote {
    if (validator < 0 || validator >= SignerSet.MAX_VALIDATORS) {
      throw new IllegalArgumentException("validator index out of range: " + validator);
    }
    Message.checkSignature(signature);
  }
}
