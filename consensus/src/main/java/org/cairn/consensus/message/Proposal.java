package org.cairn.consensus.message;

import org.cairn.core.types.Bytes;

/// A leader's block. The signature is the leader's own vote to notarize it, so that two proposals
/// in one view convict.
public record Proposal(ProposedBlock block, Bytes signature) implements Message {
  /// @throws IllegalArgumentException when the signature's length is wrong
  public Proposal {
    Message.checkSignature(signature);
  }

  /// The leader's vote to notarize.
  public Vote vote() {
    ConsensusHeader header = block.header();
    return new Vote(Ballot.notarize(header.round(), header.id()), header.proposer(), signature);
  }
}
