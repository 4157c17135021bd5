package org.cairn.consensus.message;

import org.cairn.core.types.Bytes;

/// A ballot with the signatures of a quorum added into one: a notarization, a nullification or a
/// finalization. The value alone proves nothing until its weight and signature are checked against
/// the epoch's validators.
public record Certificate(Ballot ballot, SignerSet signers, Bytes signature) implements Message {
  /// @throws IllegalArgumentException when the signature's length is wrong
  public Certificate {
    Message.checkSignature(signature);
  }

  public VoteKind kind() {
    return ballot.kind();
  }

  public long view() {
    return ballot.round().view();
  }
}
