package org.cairn.consensus.simplex;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;

/// What peers say, and what of it is admitted (§1.1, Admission). Everything here is hostile until
/// it has been checked.
final class Inbox {
  /// Votes are taken from views this far ahead: some run ahead before their certificate is here.
  static final long LOOKAHEAD_VIEWS = 8;

  private final EngineState state;
  private final JustificationVerifier justifications;
  private final CertificateBook book;
  private final BlockTracker blocks;
  private final BlockProgress progress;
  private final BlockFetcher fetcher;
  private final CurrentView current;
  private final ViewTimers timers;
  private final Standing standing;
  private final int self;

  Inbox(
      EngineState state,
      JustificationVerifier justifications,
      CertificateBook book,
      BlockTracker blocks,
      BlockProgress progress,
      BlockFetcher fetcher,
      CurrentView current,
      ViewTimers timers,
      Standing standing,
      int self) {
    this.state = state;
    this.justifications = justifications;
    this.book = book;
    this.blocks = blocks;
    this.progress = progress;
    this.fetcher = fetcher;
    this.current = current;
    this.timers = timers;
    this.standing = standing;
    this.self = self;
  }

  void receive(Peer peer, Message message, long nowMillis) {
    fetcher.connected(peer);
    if (state.position().closed) {
      respond(peer, message);
      return;
    }
    switch (message) {
      case Proposal proposal -> onProposal(peer, proposal, nowMillis);
      case Vote vote -> onVote(peer, vote);
      case Certificate certificate -> book.received(peer, certificate);
      case Message.Status status -> standing.onStatus(peer, status);
      case Message.BlockRequest(Hash blockId) -> blocks.serve(peer, blockId);
      case Message.BlockResponse(ProposedBlock block) -> progress.arrived(peer, block);
      case Message.Accusation _ -> {} // is not for one engine: see EpochRouter
    }
  }

  /// The epoch is over: whoever still speaks of it is told so, and votes are only looked at for
  /// what they convict of.
  private void respond(Peer peer, Message message) {
    switch (message) {
      case Message.BlockRequest(Hash blockId) -> blocks.serve(peer, blockId);
      case Message.BlockResponse _, Message.Accusation _, Certificate _ -> {}
      case Message.Status(_, long finalizedView) -> {
        if (finalizedView < state.views().finalizedView()) {
          standing.help(peer);
        }
      }
      case Proposal _ -> standing.help(peer);
      case Vote vote -> {
        if (vote.ballot().view() <= state.views().finalizedView()) {
          onVote(peer, vote);
        }
        standing.help(peer);
      }
    }
  }

  private void onProposal(Peer peer, Proposal proposal, long nowMillis) {
    ProposedBlock block = proposal.block();
    ConsensusHeader header = block.header();
    long view = header.view();
    if (view <= state.views().finalizedView() || header.proposer() == self) {
      return;
    }
    if (header.proposer() != state.schedule().leader(view)) {
      state.penalize(peer, Fault.BAD_PROPOSAL);
      return;
    }
    if (state.validatorOf(peer) != header.proposer()) {
      return; // only the leader itself proposes; others answer requests
    }
    Vote vote = proposal.vote();
    Hash id = vote.ballot().blockId();
    ViewState known = state.views().get(view);
    Hash first = known == null ? null : known.proposal;
    if (view >= state.position().view && first == null) {
      if (!justifications.isComplete(header, block.justification())
          || !justifications.isProven(block.justification())) {
        state.penalize(peer, Fault.BAD_PROPOSAL);
        return;
      }
      learnFrom(block.justification(), peer);
      if (view == state.position().view) {
        accept(peer, block, id, nowMillis);
      }
    }
    progress.arrived(peer, block);
    if (view <= state.position().view + LOOKAHEAD_VIEWS) {
      book.count(peer, vote);
    }
    if (first != null && !first.equals(id)) {
      current.expire(view); // two proposals: nothing good can come of the view
    }
  }

  /// Takes the leader's first proposal of the current view.
  private void accept(Peer peer, ProposedBlock block, Hash id, long nowMillis) {
    ViewState view = state.views().open(state.position().view);
    long depth = block.header().height() - state.tree().root().height();
    if (depth > Proposer.MAX_UNFINALIZED_BLOCKS && !blocks.isFarBehind()) {
      return; // let finality catch up first
    }
    view.proposal = id;
    view.fromTheFuture =
        block.header().timestampMillis() - state.config().maxClockDriftMillis() > nowMillis;
    timers.proposalIsHere();
    progress.proposed(peer, block, id);
  }

  /// The justification's certificates, newest first: the newest one opens the block's view, so that
  /// the views before it are not entered one by one.
  private void learnFrom(Justification justification, Peer peer) {
    for (Certificate skip : justification.skips().reversed()) {
      book.learn(skip, peer, false);
    }
    Certificate parent = justification.parent();
    if (parent != null && parent.ballot().round().epoch() == state.context().epoch()) {
      book.learn(parent, peer, false);
    }
  }

  private void onVote(Peer peer, Vote vote) {
    long view = vote.ballot().view();
    if (vote.validator() != state.validatorOf(peer)) {
      state.penalize(peer, Fault.NOT_YOURS);
      return;
    }
    if (vote.validator() == self || view > state.position().view + LOOKAHEAD_VIEWS) {
      return;
    }
    if (vote.ballot().kind() == VoteKind.NULLIFY && view < state.position().view) {
      standing.help(peer); // it is stuck where others have moved on
    }
    if (view > state.views().finalizedView() - ViewStore.RETAINED_VIEWS) {
      book.count(peer, vote);
    }
  }
}
