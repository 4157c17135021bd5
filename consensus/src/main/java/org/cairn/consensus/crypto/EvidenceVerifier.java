package org.cairn.consensus.crypto;

import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Vote;

/// Decides whether evidence convicts: both votes are signed by a validator of the epoch in which
/// they were cast. That they contradict each other is the value's own affair.
public record EvidenceVerifier(BlsProvider bls) {
  public boolean isValid(EpochContext context, Evidence evidence) {
    return evidence.validator() < context.validators().size()
        && isSigned(context, evidence.first())
        && isSigned(context, evidence.second());
  }

  private boolean isSigned(EpochContext context, Vote vote) {
    return bls.verify(
        context.validators().publicKey(vote.validator()),
        context.signingRoot(vote.ballot()),
        vote.signature());
  }
}
