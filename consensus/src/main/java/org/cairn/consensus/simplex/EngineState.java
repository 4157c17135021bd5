package org.cairn.consensus.simplex;

import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.leader.LeaderSchedule;

/// What the parts of one engine share: the epoch's facts, the views, the blocks, where the node
/// stands, and what it wants done.
record EngineState(
    EpochContext context,
    EngineConfig config,
    LeaderSchedule schedule,
    ViewStore views,
    BlockTree tree,
    Position position,
    Outbox outbox) {
  static EngineState of(EpochContext context, EngineConfig config) {
    return new EngineState(
        context,
        config,
        new LeaderSchedule(context),
        new ViewStore(context.validators()),
        new BlockTree(context.root()),
        new Position(),
        new Outbox());
  }

  ValidatorSet validators() {
    return context.validators();
  }

  void penalize(Peer peer, Fault fault) {
    outbox.emit(new Effect.Penalize(peer, fault));
  }
}
