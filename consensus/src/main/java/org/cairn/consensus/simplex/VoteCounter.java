package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.VoteAggregator;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Vote;
import org.jspecify.annotations.Nullable;

/// Turns votes into certificates. A signature is only looked at for its form when the vote comes;
/// when the claimed weight reaches a quorum, one check covers all of them, and on failure the bad
/// ones are searched for, dropped and held against their authors (§1.7).
final class VoteCounter {
  private final EpochContext context;
  private final BlsProvider bls;
  private final VoteAggregator aggregator;
  private final EvidenceDetector evidence;
  private final InactivityTracker inactivity;
  private final ViewStore views;
  private final BlockFetcher peers;
  private final Outbox outbox;

  VoteCounter(
      EngineState state, BlsProvider bls, InactivityTracker inactivity, BlockFetcher peers) {
    this.context = state.context();
    this.bls = bls;
    this.aggregator = new VoteAggregator(context, bls);
    this.evidence = new EvidenceDetector(context, bls);
    this.inactivity = inactivity;
    this.views = state.views();
    this.peers = peers;
    this.outbox = state.outbox();
  }

  /// Counts a vote that its author sent. Gives out the certificate that it completes.
  @Nullable Certificate count(Peer author, Vote vote) {
    ViewState state = views.open(vote.ballot().view());
    Vote earlier = state.tally.vote(vote.ballot().kind(), vote.validator());
    if (vote.equals(earlier)) {
      return null;
    }
    if (isAwaited(state, vote) && !bls.isWellFormed(vote.signature())) {
      outbox.emit(new Effect.Penalize(author, Fault.BAD_SIGNATURE));
      return null;
    }
    inactivity.seen(vote.validator(), state.view);
    switch (evidence.examine(state, vote)) {
      case EvidenceDetector.Finding.Nothing() -> {}
      case EvidenceDetector.Finding.Forged() ->
          outbox.emit(new Effect.Penalize(author, Fault.BAD_SIGNATURE));
      case EvidenceDetector.Finding.Offended(Evidence found) ->
          outbox.emit(new Effect.ReportEvidence(found));
    }
    return state.tally.add(vote, false) ? certificate(state, vote.ballot()) : null;
  }

  /// Whether the vote can still be part of a certificate. One that comes later is kept for what it
  /// may convict its author of, and looked at when it does.
  private boolean isAwaited(ViewState state, Vote vote) {
    return state.view > views.finalizedView() && state.certificate(vote.ballot().kind()) == null;
  }

  /// Counts a vote of this node itself, which is durable by now.
  @Nullable Certificate countOwn(Vote vote) {
    ViewState state = views.open(vote.ballot().view());
    return state.tally.add(vote, true) ? certificate(state, vote.ballot()) : null;
  }

  /// The certificate of a ballot, when a quorum of valid votes is here and none is held yet.
  @Nullable Certificate certificate(ViewState state, Ballot ballot) {
    if (state.view <= views.finalizedView() || state.certificate(ballot.kind()) != null) {
      return null;
    }
    while (state.tally.weight(ballot) >= context.validators().quorum()) {
      List<Vote> votes = state.tally.votes(ballot);
      if (aggregator.isValid(ballot, votes)) {
        votes.forEach(state.tally::markChecked);
        return aggregator.aggregate(ballot, votes);
      }
      dropBad(state, ballot, votes);
    }
    return null;
  }

  /// Own votes are known to be good, so that at least one of the others goes.
  private void dropBad(ViewState state, Ballot ballot, List<Vote> votes) {
    List<Vote> unchecked = votes.stream().filter(vote -> !state.tally.isChecked(vote)).toList();
    List<Vote> bad = aggregator.bad(ballot, unchecked);
    for (Vote vote : bad.isEmpty() ? unchecked : bad) {
      state.tally.remove(vote);
      Peer author = peers.peerOf(vote.validator());
      if (author != null && !bad.isEmpty()) {
        outbox.emit(new Effect.Penalize(author, Fault.BAD_SIGNATURE));
      }
    }
  }
}
