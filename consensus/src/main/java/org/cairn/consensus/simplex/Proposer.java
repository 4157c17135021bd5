package org.cairn.consensus.simplex;

import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
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

  private final EngineState state;
  private final Voter voter;
  private final ViewTimers timers;

  /// The parent on which a payload is being built for the current view.
  private ParentSelector.Choice.@Nullable Build building;

  Proposer(EngineState state, Voter voter, ViewTimers timers) {
    this.state = state;
    this.voter = voter;
    this.timers = timers;
  }

  void newView() {
    building = null;
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
    EpochContext context = state.context();
    return switch (ParentSelector.select(view, state.views(), state.tree(), context.root())) {
      case ParentSelector.Choice.Build build -> {
        building = build;
        RootBlock parent = build.parent();
        state.outbox().emit(new Effect.BuildPayload(view, parent, parent.timestampMillis() + 1));
        yield Outcome.NONE;
      }
      case ParentSelector.Choice.Wait() -> Outcome.NONE;
      case ParentSelector.Choice.None() -> Outcome.IMPOSSIBLE;
    };
  }

  Outcome onPayload(Input.PayloadBuilt built) {
    ParentSelector.Choice.Build base = building;
    long view = state.position().view;
    if (built.view() != view || base == null) {
      return Outcome.NONE;
    }
    RootBlock parent = base.parent();
    boolean fits =
        built.timestampMillis() > parent.timestampMillis()
            && built.payload().size() <= ProposedBlock.MAX_PAYLOAD_BYTES;
    if (!fits) {
      return Outcome.IMPOSSIBLE;
    }
    ViewState opened = state.views().open(view);
    if (!Voter.mayPropose(opened)) {
      return Outcome.NONE;
    }
    ConsensusHeader header =
        new ConsensusHeader(
            new Round(state.context().epoch(), view),
            parent.view(),
            parent.id(),
            parent.height() + 1,
            voter.self(),
            built.timestampMillis(),
            built.payloadRoot(),
            base.justification().root());
    ProposedBlock block = new ProposedBlock(header, base.justification(), built.payload());
    BlockTree.Node node = state.tree().add(header.id(), block, null);
    node.status = BlockTree.Status.VALID;
    opened.proposal = node.id;
    timers.proposalIsHere();
    voter.propose(opened, node);
    return Outcome.NONE;
  }
}
