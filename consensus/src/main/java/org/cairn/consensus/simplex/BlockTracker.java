package org.cairn.consensus.simplex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Follows blocks from "named by a certificate" to "given out as final": fetched, verified in order
/// of descent, delivered once.
final class BlockTracker {
  /// Final blocks that are fetched one by one; more are left to the node's own catch-up.
  static final long FETCH_DEPTH_BLOCKS = 8;

  /// This far behind, new blocks are not kept: they could not be used before the catch-up is over,
  /// and it may take hours.
  private static final long FAR_BEHIND_VIEWS = 256;

  /// What can be done with a block.
  enum Readiness {
    /// Nothing to do now: its parent or its verdict is awaited.
    WAITING,
    /// It repeats its valid parent: nothing is to be executed.
    VALID,
    BROKEN
  }

  private final EngineState state;
  private final ViewStore views;
  private final BlockTree tree;
  private final BlockFetcher fetcher;
  private final Outbox outbox;
  private final BlsProvider bls;

  /// The view of the last notarized head that was announced.
  private long announced;

  BlockTracker(EngineState state, BlockFetcher fetcher, BlsProvider bls) {
    this.state = state;
    this.views = state.views();
    this.tree = state.tree();
    this.fetcher = fetcher;
    this.outbox = state.outbox();
    this.bls = bls;
  }

  boolean isFarBehind() {
    return views.finalizedView() - tree.root().view() > FAR_BEHIND_VIEWS;
  }

  /// Sees to it that the block which a certificate names gets here.
  void want(Certificate certificate, @Nullable Peer from) {
    if (isFarBehind()) {
      catchUp(from == null ? List.of() : List.of(from));
      return;
    }
    Hash id = certificate.ballot().blockId();
    BlockTree.Node node = tree.get(id);
    if (certificate.view() <= tree.root().view()) {
      return;
    }
    if (node == null) {
      fetcher.want(id, certificate, from);
      boolean behind = certificate.view() > tree.root().view() + FETCH_DEPTH_BLOCKS;
      if (certificate.kind() == VoteKind.FINALIZE && behind) {
        catchUp(from == null ? List.of() : List.of(from)); // its ancestors are missing as well
      }
    } else if (node.status == BlockTree.Status.INVALID) {
      outbox.emit(new Effect.Disputed(id, certificate));
    }
  }

  /// Asks the node to fetch final blocks in bulk, when some are missing.
  void catchUp(List<Peer> peers) {
    Certificate finalization = views.finalization();
    if (finalization != null && finalization.view() > tree.root().view()) {
      outbox.emit(new Effect.CatchUp(finalization.ballot().round(), peers));
    }
  }

  /// Answers a request, but only with what was verified here: another payload under a good header
  /// would be held against this node.
  void serve(Peer peer, Hash blockId) {
    BlockTree.Node node = tree.get(blockId);
    if (node != null && node.status == BlockTree.Status.VALID) {
      outbox.emit(new Effect.SendTo(peer, new Message.BlockResponse(node.block)));
    }
  }

  /// Starts the verification of a block whose parent is valid; otherwise sees to the parent.
  Readiness readiness(BlockTree.Node node) {
    if (node.status != BlockTree.Status.WAITING) {
      return Readiness.WAITING;
    }
    ConsensusHeader header = node.header();
    RootBlock parent = tree.buildable(header.parentId());
    if (parent == null) {
      return seekParent(node);
    }
    Hash lastBlock = EpochBoundary.lastBlock(tree, header.parentId());
    boolean follows =
        header.proposer() == state.schedule().leader(header.view())
            && state.boundary().follows(node.block, parent, lastBlock);
    if (!follows) {
      return Readiness.BROKEN;
    }
    if (header.isReproposal()) {
      return Readiness.VALID;
    }
    if (!isRevealed(header)) {
      return Readiness.BROKEN;
    }
    node.status = BlockTree.Status.VERIFYING;
    outbox.emit(new Effect.VerifyBlock(node.id, node.block, parent));
    return Readiness.WAITING;
  }

  /// Whether the reveal is the leader's one signature over the round.
  private boolean isRevealed(ConsensusHeader header) {
    Bytes key = state.validators().publicKey(header.proposer());
    return bls.verify(key, state.context().revealRoot(header.round()), header.randaoReveal());
  }

  private Readiness seekParent(BlockTree.Node node) {
    ConsensusHeader header = node.header();
    BlockTree.Node parent = tree.get(header.parentId());
    if (parent != null) {
      return parent.status == BlockTree.Status.INVALID ? Readiness.BROKEN : Readiness.WAITING;
    }
    RootBlock root = tree.root();
    if (header.parentView() <= root.view()) {
      return Readiness.WAITING; // a branch that finality has passed by
    }
    boolean deep =
        header.view() <= views.finalizedView()
            && header.height() > root.height() + FETCH_DEPTH_BLOCKS;
    if (deep) {
      catchUp(node.source == null ? List.of() : List.of(node.source));
    } else {
      fetcher.want(header.parentId(), node.block.justification().parent(), node.source);
    }
    return Readiness.WAITING;
  }

  /// The lowest block that is here and waits, among those that the newest finalization makes final:
  /// its parent is what keeps them from being given out.
  BlockTree.@Nullable Node firstWaiting() {
    Certificate finalization = views.finalization();
    if (finalization == null || finalization.view() <= tree.root().view()) {
      return null;
    }
    BlockTree.Node waiting = null;
    BlockTree.Node node = tree.get(finalization.ballot().blockId());
    while (node != null && node.status == BlockTree.Status.WAITING) {
      waiting = node;
      node = tree.get(node.header().parentId());
    }
    return waiting;
  }

  /// The block that the view's certificate names, when it is here.
  BlockTree.@Nullable Node certified(ViewState state) {
    Certificate certificate = state.notarization;
    return certificate == null ? null : tree.get(certificate.ballot().blockId());
  }

  /// Marks a block and its descendants; gives out those that are newly marked.
  List<BlockTree.Node> invalidate(BlockTree.Node first) {
    List<BlockTree.Node> lost = new ArrayList<>();
    ArrayDeque<BlockTree.Node> queue = new ArrayDeque<>(List.of(first));
    while (!queue.isEmpty()) {
      BlockTree.Node node = queue.remove();
      if (node.status == BlockTree.Status.INVALID) {
        continue;
      }
      node.status = BlockTree.Status.INVALID;
      lost.add(node);
      queue.addAll(tree.children(node.id));
      Certificate certificate = certificateFor(node);
      if (certificate != null) {
        outbox.emit(new Effect.Disputed(node.id, certificate));
      }
    }
    return lost;
  }

  /// Forgets a block whose payload is not its own, and asks others for it when it is certified.
  void discard(BlockTree.Node node) {
    tree.remove(node);
    Certificate certificate = certificateFor(node);
    if (certificate != null) {
      fetcher.want(node.id, certificate, null);
    }
  }

  private @Nullable Certificate certificateFor(BlockTree.Node node) {
    ViewState state = views.get(node.header().view());
    Certificate certificate = state == null ? null : state.notarization;
    if (state != null && certificate == null) {
      certificate = state.finalization;
    }
    boolean names = certificate != null && certificate.ballot().blockId().equals(node.id);
    return names ? certificate : null;
  }

  /// Gives out the newest final block whose ancestors are all valid, with them. True when there was
  /// one.
  boolean deliver() {
    if (state.position().closed) {
      return false;
    }
    for (ViewState state : views.descending()) {
      if (state.view <= tree.root().view()) {
        return false;
      }
      Certificate finalization = state.finalization;
      if (finalization == null) {
        continue;
      }
      List<BlockTree.Node> path = tree.path(finalization.ballot().blockId());
      if (path != null && !path.isEmpty()) {
        deliver(path, finalization);
        return true;
      }
    }
    return false;
  }

  /// Gives out the blocks of a path; re-proposals only prove the last of them. There are no blocks
  /// when the epoch's last one is the root already: the node caught up to it by itself.
  private void deliver(List<BlockTree.Node> path, Certificate finalization) {
    List<ProposedBlock> blocks = new ArrayList<>();
    List<FinalityProof.Link> links = new ArrayList<>();
    BlockTree.Node tip = path.getFirst();
    for (BlockTree.Node node : path) {
      if (!node.header().isReproposal()) {
        blocks.add(node.block);
        tip = node;
      }
      links.addFirst(new FinalityProof.Link(node.header(), node.block.justification()));
    }
    if (blocks.isEmpty()) {
      return;
    }
    var finalized = new Effect.Finalized(blocks, new FinalityProof(finalization, links));
    outbox.emit(finalized);
    if (state.boundary().isLast(tip.header().height())) {
      var proof = finalized.proofOf(blocks.size() - 1);
      outbox.emit(new Effect.EpochFinalized(new Boundary(state.context(), proof)));
      state.position().closed = true; // the timers that still run find it so
    }
    tree.advance(RootBlock.of(tip.header(), tip.id));
    fetcher.forget(tip.header().view());
  }

  /// Tells of the newest notarized block that is valid here.
  void announceHead() {
    for (ViewState state : views.descending()) {
      if (state.view <= Math.max(announced, tree.root().view())) {
        return;
      }
      BlockTree.Node node = certified(state);
      if (node != null && node.status == BlockTree.Status.VALID) {
        announced = state.view;
        outbox.emit(new Effect.HeadNotarized(node.id, node.block));
        return;
      }
    }
  }
}
