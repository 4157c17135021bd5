package org.cairn.consensus.simplex;

import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Evidence.Offence;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;

/// Finds pairs of votes that convict (§1.3). A pair is two votes of one validator in one view; both
/// signatures are checked one by one, because a sum can hide a bad one.
final class EvidenceDetector {
  private final EpochContext context;
  private final BlsProvider bls;

  EvidenceDetector(EpochContext context, BlsProvider bls) {
    this.context = context;
    this.bls = bls;
  }

  /// What a vote shows together with those counted before it.
  sealed interface Finding {
    record Nothing() implements Finding {}

    /// The votes contradict each other, but one of them is not signed: no evidence, but a fault.
    record Forged() implements Finding {}

    record Offended(Evidence evidence) implements Finding {}
  }

  /// Looks for an offence that the vote completes; each validator is looked into once a view.
  Finding examine(ViewState state, Vote vote) {
    if (state.accused[vote.validator()]) {
      return new Finding.Nothing();
    }
    for (VoteKind kind : VoteKind.values()) {
      Vote earlier = state.tally.vote(kind, vote.validator());
      Offence offence = earlier == null ? null : Evidence.offence(earlier.ballot(), vote.ballot());
      if (earlier != null && offence != null) {
        state.accused[vote.validator()] = true;
        return isSigned(earlier) && isSigned(vote)
            ? new Finding.Offended(new Evidence(offence, earlier, vote))
            : new Finding.Forged();
      }
    }
    return new Finding.Nothing();
  }

  private boolean isSigned(Vote vote) {
    return bls.verify(
        context.validators().publicKey(vote.validator()),
        context.signingRoot(vote.ballot()),
        vote.signature());
  }
}
