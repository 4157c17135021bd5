package org.cairn.consensus.simplex;

import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.core.types.Hash;

/// What a block's arrival, its verdict and its certificates lead to: votes of this node, and final
/// blocks that are given out (§1.1, Verified and the finalize rule).
final class BlockProgress {
  private final EngineState state;
  private final BlockTracker blocks;
  private final BlockFetcher fetcher;
  private final Voter voter;
  private final CurrentView current;

  BlockProgress(
      EngineState state,
      BlockTracker blocks,
      BlockFetcher fetcher,
      Voter voter,
      CurrentView current) {
    this.state = state;
    this.blocks = blocks;
    this.fetcher = fetcher;
    this.voter = voter;
    this.current = current;
  }

  /// A block that a certificate names, from whomever.
  void arrived(Peer peer, ProposedBlock block) {
    Hash id = block.id();
    if (!fetcher.isWanted(id)) {
      return;
    }
    if (!block.header().justificationRoot().equals(block.justification().root())) {
      state.penalize(peer, Fault.BAD_PROPOSAL);
      return;
    }
    fetcher.found(id);
    consider(state.tree().add(id, block, peer));
  }

  /// The leader's first proposal of the current view.
  void proposed(Peer peer, ProposedBlock block, Hash id) {
    if (!blocks.isFarBehind()) {
      consider(state.tree().add(id, block, peer));
    }
  }

  /// Has a block verified as soon as its parent is valid.
  void consider(BlockTree.Node node) {
    switch (blocks.readiness(node)) {
      case WAITING -> {}
      case VALID -> valid(node);
      case BROKEN -> invalidate(node);
    }
  }

  private void considerChildren(Hash id) {
    state.tree().children(id).forEach(this::consider);
  }

  /// Asks again for what keeps final blocks from being given out: a catch-up may have ended below
  /// them.
  void seekMissing() {
    BlockTree.Node waiting = blocks.firstWaiting();
    if (waiting != null) {
      consider(waiting);
    }
  }

  /// The execution's answer.
  void onVerified(Hash blockId, Verdict verdict) {
    BlockTree.Node node = state.tree().get(blockId);
    if (node == null || node.status != BlockTree.Status.VERIFYING) {
      return;
    }
    switch (verdict) {
      case VALID -> valid(node);
      case INVALID -> {
        invalidate(node);
        current.propose();
      }
      case MISMATCH -> {
        if (node.source != null) {
          state.penalize(node.source, Fault.WRONG_PAYLOAD);
        }
        blocks.discard(node);
      }
    }
  }

  private void valid(BlockTree.Node node) {
    node.status = BlockTree.Status.VALID;
    if (state.position().closed) {
      return;
    }
    ViewState view = state.views().open(node.header().view());
    voter.notarize(view, node, state.position().view);
    settle(view);
    considerChildren(node.id);
    current.propose();
  }

  /// Nothing can be built on the block or its descendants. When a quorum thinks otherwise, the
  /// operator is told.
  private void invalidate(BlockTree.Node node) {
    for (BlockTree.Node lost : blocks.invalidate(node)) {
      ViewState view = state.views().get(lost.header().view());
      if (view != null && view.isProposal(lost.id)) {
        current.expire(view.view);
      }
    }
  }

  /// Looks again at a view whose block or certificate has just become known.
  void settle(ViewState view) {
    BlockTree.Node node = blocks.certified(view);
    if (node != null && !state.position().closed) {
      voter.finalizeBlock(view, node, state.views().finalizedView());
    }
    if (blocks.deliver()) {
      considerChildren(state.tree().root().id());
    }
    blocks.announceHead();
  }

  /// The node's own catch-up has committed final blocks up to this one.
  void committed(ConsensusHeader head) {
    if (head.view() > state.tree().root().view()) {
      state.tree().advance(RootBlock.of(head, head.id()));
      fetcher.forget(head.view());
    }
  }

  /// Goes on from the root that the catch-up has reached.
  void resume() {
    considerChildren(state.tree().root().id());
    Certificate newest = state.views().finalization();
    if (newest != null) {
      blocks.want(newest, null);
      settle(state.views().open(newest.view()));
    }
    seekMissing();
    current.propose();
  }
}
