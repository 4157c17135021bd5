package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What this node itself says. All rules that keep an honest validator honest are here: each method
/// first marks the view, then signs, then gives the vote to the outbox, which sends it only when
/// the journal holds it. Without a signer nothing is ever said.
final class Voter {
  private final EpochContext context;
  private final @Nullable VoteSigner signer;
  private final int self;
  private final Outbox outbox;

  /// Somebody whose key is not in the epoch's set only follows.
  Voter(EngineState state, @Nullable VoteSigner signer) {
    this.context = state.context();
    this.self =
        signer == null ? Peer.NO_VALIDATOR : context.validators().indexOf(signer.publicKey());
    this.signer = self < 0 ? null : signer;
    this.outbox = state.outbox();
  }

  /// This node's index, or [Peer#NO_VALIDATOR] for an observer.
  int self() {
    return self;
  }

  boolean isObserver() {
    return signer == null;
  }

  /// Whether a leader may still propose in a view: it has not said anything in it.
  static boolean mayPropose(ViewState state) {
    return state.myNotarize == null && !state.myNullify && state.myFinalize == null;
  }

  /// The leader's block, which is its vote to notarize it.
  void propose(ViewState state, BlockTree.Node node) {
    if (isObserver() || !mayPropose(state)) {
      return;
    }
    state.myNotarize = node.id;
    Vote vote = sign(Ballot.notarize(node.header().round(), node.id));
    if (vote != null) {
      outbox.hold(records(node, vote), new Proposal(node.block, vote.signature()), vote);
    }
  }

  /// §1.1, Verified: one block a view, the leader's first, and only while in the view. It is
  /// allowed after a vote to nullify (never punished), and never after a vote to finalize.
  void notarize(ViewState state, BlockTree.Node node, long currentView) {
    boolean first = state.isProposal(node.id) && !state.fromTheFuture;
    if (isObserver()
        || state.view != currentView
        || !first
        || node.status != BlockTree.Status.VALID
        || state.myNotarize != null
        || state.myFinalize != null) {
      return;
    }
    state.myNotarize = node.id;
    Vote vote = sign(Ballot.notarize(node.header().round(), node.id));
    if (vote != null) {
      outbox.hold(records(node, vote), vote, vote);
    }
  }

  /// §1.1, timers and immediate expiry. Simplex: never nullify a view in which one has voted to
  /// finalize (S3). True when the vote is new.
  boolean nullify(ViewState state, long currentView) {
    if (isObserver() || state.view != currentView || state.myNullify || state.myFinalize != null) {
      return false;
    }
    state.myNullify = true;
    Vote vote = sign(Ballot.nullify(new Round(context.epoch(), state.view)));
    if (vote != null) {
      outbox.hold(List.of(new JournalRecord.Voted(vote)), vote, vote);
    }
    return true;
  }

  /// §1.1, finalize rule: the view's block is notarized, valid and stored, and this node has
  /// neither asked to nullify the view (S3) nor notarized (S4) or finalized (S2) another block in
  /// it. There is no deadline: late votes to finalize count.
  void finalizeBlock(ViewState state, BlockTree.Node node, long finalizedView) {
    Certificate notarization = state.notarization;
    if (isObserver()
        || state.view <= finalizedView
        || notarization == null
        || !notarization.ballot().blockId().equals(node.id)
        || node.status != BlockTree.Status.VALID
        || state.myNullify
        || (state.myNotarize != null && !state.myNotarize.equals(node.id))
        || state.myFinalize != null) {
      return;
    }
    state.myFinalize = node.id;
    Vote vote = sign(Ballot.finalize(node.header().round(), node.id));
    if (vote != null) {
      outbox.hold(records(node, vote), vote, vote);
    }
  }

  /// Takes a vote of the journal back into memory.
  void restore(ViewState state, Vote vote, BlockTree.@Nullable Node node) {
    Hash blockId = vote.ballot().blockId();
    boolean proposed = false;
    switch (vote.ballot().kind()) {
      case NOTARIZE -> {
        state.myNotarize = blockId;
        state.proposal = blockId;
        proposed = node != null && node.header().proposer() == vote.validator();
      }
      case NULLIFY -> state.myNullify = true;
      case FINALIZE -> state.myFinalize = blockId;
    }
    state.said.add(proposed && node != null ? new Proposal(node.block, vote.signature()) : vote);
    state.tally.add(vote, true);
  }

  private @Nullable Vote sign(Ballot ballot) {
    if (signer == null) {
      return null;
    }
    var signature = signer.sign(ballot, context.signingRoot(ballot));
    if (signature == null) {
      outbox.emit(new Effect.SigningRefused(ballot));
      return null;
    }
    return new Vote(ballot, self, signature);
  }

  /// The leader's part of the randomness in a view.
  Bytes reveal(long view) {
    return signer == null
        ? Bytes.EMPTY
        : signer.reveal(context.revealRoot(new Round(context.epoch(), view)));
  }

  /// The vote, after the block it depends on when the journal lacks it: when all nodes lose power
  /// after a notarization, a quorum still holds the block.
  private static List<JournalRecord> records(BlockTree.Node node, Vote vote) {
    List<JournalRecord> records = new ArrayList<>();
    if (!node.stored) {
      node.stored = true;
      records.add(new JournalRecord.BlockStored(node.block));
    }
    records.add(new JournalRecord.Voted(vote));
    return records;
  }
}
