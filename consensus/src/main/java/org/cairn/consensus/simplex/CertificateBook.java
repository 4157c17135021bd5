package org.cairn.consensus.simplex;

import org.cairn.consensus.crypto.CertificateVerifier;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.jspecify.annotations.Nullable;

/// Where votes become certificates and certificates become progress: each is kept, journaled and
/// passed on once, and opens the next view (§1.1, tallies).
final class CertificateBook {
  private final EngineState state;
  private final CertificateVerifier verifier;
  private final VoteCounter votes;
  private final InactivityTracker inactivity;
  private final BlockTracker blocks;
  private final BlockProgress progress;
  private final CurrentView current;

  CertificateBook(
      EngineState state,
      CertificateVerifier verifier,
      VoteCounter votes,
      InactivityTracker inactivity,
      BlockTracker blocks,
      BlockProgress progress,
      CurrentView current) {
    this.state = state;
    this.verifier = verifier;
    this.votes = votes;
    this.inactivity = inactivity;
    this.blocks = blocks;
    this.progress = progress;
    this.current = current;
  }

  /// A vote of another validator.
  void count(Peer author, Vote vote) {
    learnOwn(votes.count(author, vote));
    current.checkExpiry(state.views().open(vote.ballot().view()));
  }

  /// A vote of this node, which is durable by now.
  void countOwn(Vote vote) {
    learnOwn(votes.countOwn(vote));
    current.checkExpiry(state.views().open(vote.ballot().view()));
  }

  /// Looks whether the votes taken back from the journal certify something.
  void recount(ViewState view, Ballot ballot) {
    learnOwn(votes.certificate(view, ballot));
  }

  /// A certificate of a peer.
  void received(Peer peer, Certificate certificate) {
    ViewState view = state.views().get(certificate.view());
    if (certificate.view() <= state.views().finalizedView()
        || (view != null && view.certificate(certificate.kind()) != null)) {
      return;
    }
    if (!verifier.isValid(certificate)) {
      state.penalize(peer, Fault.BAD_CERTIFICATE);
      return;
    }
    learn(certificate, peer, true);
  }

  private void learnOwn(@Nullable Certificate made) {
    if (made != null) {
      learn(made, null, true);
    }
  }

  /// Takes up a certificate that has been verified: keeps it, passes it on once, and moves on.
  void learn(Certificate certificate, @Nullable Peer from, boolean relay) {
    long view = certificate.view();
    ViewStore views = state.views();
    if (view <= views.finalizedView()) {
      return;
    }
    ViewState opened = views.open(view);
    if (!opened.hold(certificate)) {
      return;
    }
    state.outbox().journal(new JournalRecord.CertificateStored(certificate));
    if (relay || view >= state.position().view) {
      state.outbox().emit(new Effect.Broadcast(certificate));
    }
    inactivity.seen(certificate.signers(), view);
    switch (certificate.kind()) {
      case NOTARIZE -> blocks.want(certificate, from);
      case NULLIFY -> {}
      case FINALIZE -> {
        views.raise(certificate);
        views.prune();
        blocks.want(certificate, from);
      }
    }
    current.enter(view + 1, certificate);
    if (certificate.kind() != VoteKind.NULLIFY) {
      progress.settle(opened);
    }
    if (certificate.kind() == VoteKind.FINALIZE) {
      progress.seekMissing();
    }
    current.propose();
  }
}
