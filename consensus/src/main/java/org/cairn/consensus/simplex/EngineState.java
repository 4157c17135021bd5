package org.cairn.consensus.simplex;

import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.leader.LeaderSchedule;
import org.cairn.consensus.message.Round;
import org.jspecify.annotations.Nullable;

/// What the parts of one engine share: the epoch's facts and how the epoch before it ended, the
/// views, the blocks, where the node stands, and what it wants done.
record EngineState(
    EpochContext context,
    @Nullable Boundary before,
    EngineConfig config,
    LeaderSchedule schedule,
    ViewStore views,
    BlockTree tree,
    EpochBoundary boundary,
    Position position,
    Outbox outbox) {
  static EngineState of(
      EpochContext context, @Nullable Boundary before, EngineConfig config, Sequence sequence) {
    return new EngineState(
        context,
        before,
        config,
        new LeaderSchedule(context),
        new ViewStore(context.validators()),
        new BlockTree(context.root()),
        new EpochBoundary(context, before),
        new Position(),
        new Outbox(sequence));
  }

  ValidatorSet validators() {
    return context.validators();
  }

  Round round(long view) {
    return new Round(context.epoch(), view);
  }

  /// Which validator of this epoch the peer is, or [Peer#NO_VALIDATOR].
  int validatorOf(Peer peer) {
    return context.validators().indexOf(peer.validatorKey());
  }

  void penalize(Peer peer, Fault fault) {
    outbox.emit(new Effect.Penalize(peer, fault));
  }
}
