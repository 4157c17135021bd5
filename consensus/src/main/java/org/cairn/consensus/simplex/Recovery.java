package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Invariant;

/// Starts an engine from what the node has committed and what its journal holds (§1.4): the votes
/// come back into memory before anything is said, and those that may still count are said again.
final class Recovery {
  private final EngineState state;
  private final Voter voter;
  private final CertificateBook book;
  private final BlockTracker blocks;
  private final BlockProgress progress;
  private final CurrentView current;
  private final Standing standing;

  Recovery(
      EngineState state,
      Voter voter,
      CertificateBook book,
      BlockTracker blocks,
      BlockProgress progress,
      CurrentView current,
      Standing standing) {
    this.state = state;
    this.voter = voter;
    this.book = book;
    this.blocks = blocks;
    this.progress = progress;
    this.current = current;
    this.standing = standing;
  }

  void start(RecoveredState recovered) {
    ViewStore views = state.views();
    state.tree().advance(recovered.root());
    Certificate covering = recovered.finalization();
    if (covering != null) {
      views.raise(covering);
      views.open(covering.view()).hold(covering);
    }
    Invariant.check(
        views.finalizedView() >= recovered.root().view(), "a committed block has its finalization");
    for (JournalRecord entry : recovered.records()) {
      boolean ofEpoch = entry.round().epoch() == state.context().epoch();
      if (ofEpoch && entry.round().view() > recovered.root().view()) {
        restore(entry);
      }
    }
    long left = views.finalizedView();
    for (ViewState view : views.descending()) {
      boolean voted = view.myNotarize != null || view.myNullify || view.myFinalize != null;
      left = Math.max(left, view.best() != null ? view.view : voted ? view.view - 1 : 0);
    }
    ViewState before = views.get(left);
    current.enter(left + 1, before == null ? null : before.best());
    for (ViewState view : List.copyOf(views.from(recovered.root().view() + 1))) {
      resume(view);
    }
    for (BlockTree.Node node : state.tree().nodes()) {
      progress.consider(node);
    }
    standing.broadcast();
  }

  private void restore(JournalRecord entry) {
    ViewStore views = state.views();
    switch (entry) {
      case JournalRecord.CertificateStored(Certificate certificate) -> {
        boolean _ = views.open(certificate.view()).hold(certificate);
        if (certificate.kind() == VoteKind.FINALIZE) {
          views.raise(certificate);
        }
      }
      case JournalRecord.BlockStored(ProposedBlock block) ->
          state.tree().add(block.id(), block, null).stored = true;
      case JournalRecord.Voted(Vote vote) -> {
        Invariant.check(
            voter.isObserver() || vote.validator() == voter.self(),
            "the journal holds votes of validator " + vote.validator());
        voter.restore(
            views.open(vote.ballot().view()), vote, state.tree().get(vote.ballot().blockId()));
      }
    }
  }

  /// Takes up the work on a view that the journal tells of.
  private void resume(ViewState view) {
    Certificate named = view.finalization != null ? view.finalization : view.notarization;
    if (named != null) {
      blocks.want(named, null);
    }
    for (VoteKind kind : VoteKind.values()) {
      Vote own = voter.isObserver() ? null : view.tally.vote(kind, voter.self());
      if (own != null) {
        book.recount(view, own.ballot());
      }
    }
  }
}
