package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Makes this node's own blocks, in the views that it leads (§1.1, SelectParent and PayloadBuilt).
final class Proposer {
  /// What came of trying.
  enum Outcome {
    /// Nothing is to be done now.
    NONE,
    /// This leader cannot propose in the view: it has to say so by nullifying it.
    IMPOSSIBLE
  }

  /// So many blocks may wait for finality in memory. Waits grow long before (see [Pacemaker]), so
  /// that only validators who withhold their votes to finalize lead here; new blocks would not make
  /// them final either.
  static final long MAX_UNFINALIZED_BLOCKS = 1024;

  private final EngineState state;
  private final Voter voter;
  private final ViewTimers timers;

  /// The parent on which a payload is being built for the current view.
  private ParentSelector.Choice.@Nullable Build building;

  /// This leader's reveal for the payload that is being built.
  private Bytes reveal = Bytes.EMPTY;

  Proposer(EngineState state, Voter voter, ViewTimers timers) {
    this.state = state;
    this.voter = voter;
    this.timers = timers;
  }

  void newView() {
    building = null;
    reveal = Bytes.EMPTY;
  }

  /// Builds on the best parent, once it can be told which one that is.
  Outcome propose() {
    long view = state.position().view;
    if (state.schedule().leader(view) != voter.self() || building != null) {
      return Outcome.NONE;
    }
    if (!Voter.mayPropose(state.views().open(view))) {
      return Outcome.NONE;
    }
    return switch (ParentSelector.select(state)) {
      case ParentSelector.Choice.Build build -> {
        begin(view, build);
        yield Outcome.NONE;
      }
      case ParentSelector.Choice.Wait() -> Outcome.NONE;
      case ParentSelector.Choice.None() -> Outcome.IMPOSSIBLE;
    };
  }

  /// Asks for a payload; or repeats the epoch's last block, which needs none.
  private void begin(long view, ParentSelector.Choice.Build build) {
    RootBlock parent = build.parent();
    if (parent.height() - state.tree().root().height() >= MAX_UNFINALIZED_BLOCKS) {
      return; // let finality catch up first
    }
    building = build;
    if (state.boundary().isLast(parent.height())) {
      Hash lastBlock = EpochBoundary.lastBlock(state.tree(), parent.id());
      Justification justification = build.justification();
      ConsensusHeader header =
          state.boundary().repeat(view, parent, lastBlock, voter.self(), justification);
      put(new ProposedBlock(header, justification, Bytes.EMPTY));
      return;
    }
    reveal = voter.reveal(view);
    state
        .outbox()
        .emit(
            new Effect.BuildPayload(
                state.round(view), parent, parent.timestampMillis() + 1, reveal, List.of()));
  }

  Outcome onPayload(Input.PayloadBuilt built) {
    ParentSelector.Choice.Build base = building;
    long view = state.position().view;
    if (!built.round().equals(state.round(view)) || base == null || reveal.isEmpty()) {
      return Outcome.NONE;
    }
    RootBlock parent = base.parent();
    boolean fits =
        built.timestampMillis() > parent.timestampMillis()
            && built.payload().size() <= ProposedBlock.MAX_PAYLOAD_BYTES;
    if (!fits) {
      return Outcome.IMPOSSIBLE;
    }
    ConsensusHeader header =
        new ConsensusHeader(
            state.round(view),
            parent.view(),
            parent.id(),
            parent.height() + 1,
            voter.self(),
            built.timestampMillis(),
            built.payloadRoot(),
            built.staking(),
            base.justification().root(),
            reveal,
            state.boundary().nextSetRoot(parent.height() + 1),
            null);
    put(new ProposedBlock(header, base.justification(), built.payload()));
    return Outcome.NONE;
  }

  private void put(ProposedBlock block) {
    ViewState opened = state.views().open(state.position().view);
    if (!Voter.mayPropose(opened)) {
      return;
    }
    BlockTree.Node node = state.tree().add(block.id(), block, null);
    if (!block.header().isReproposal()) {
      state.outbox().emit(new Effect.Proposed(node.id, block));
    }
    node.status = BlockTree.Status.VALID;
    opened.proposal = node.id;
    timers.proposalIsHere();
    voter.propose(opened, node);
  }
}
