package org.cairn.consensus.simplex;

import java.time.Duration;

/// The timers of the view that this node is in.
final class ViewTimers {
  private final Pacemaker pacemaker;
  private final EngineState state;

  ViewTimers(Pacemaker pacemaker, EngineState state) {
    this.pacemaker = pacemaker;
    this.state = state;
  }

  /// An observer has nothing to give up, and only says where it stands.
  void start(boolean observer, boolean proposed) {
    long delta = deltaMillis();
    if (!observer) {
      if (!proposed) {
        set(TimerId.Kind.LEADER, pacemaker.leader(delta));
      }
      set(TimerId.Kind.ADVANCE, pacemaker.advance(delta));
    }
    set(TimerId.Kind.REBROADCAST, pacemaker.firstRebroadcast(delta));
  }

  void stop() {
    cancel(TimerId.Kind.LEADER);
    cancel(TimerId.Kind.ADVANCE);
    cancel(TimerId.Kind.REBROADCAST);
  }

  void proposalIsHere() {
    cancel(TimerId.Kind.LEADER);
  }

  void rebroadcast() {
    set(TimerId.Kind.REBROADCAST, pacemaker.rebroadcast(deltaMillis()));
  }

  private long deltaMillis() {
    return pacemaker.deltaMillis(state.position().view, state.views().finalizedView());
  }

  private void set(TimerId.Kind kind, Duration after) {
    state.outbox().emit(new Effect.SetTimer(timer(kind), after));
  }

  private void cancel(TimerId.Kind kind) {
    state.outbox().emit(new Effect.CancelTimer(timer(kind)));
  }

  private TimerId timer(TimerId.Kind kind) {
    return new TimerId(kind, state.round(state.position().view));
  }
}
