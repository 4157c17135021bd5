package org.cairn.consensus.simplex;

import java.time.Duration;

/// The timers of the view that this node is in.
final class ViewTimers {
  private final Pacemaker pacemaker;
  private final ViewStore views;
  private final Position position;
  private final Outbox outbox;

  ViewTimers(Pacemaker pacemaker, ViewStore views, Position position, Outbox outbox) {
    this.pacemaker = pacemaker;
    this.views = views;
    this.position = position;
    this.outbox = outbox;
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
    set(TimerId.Kind.REBROADCAST, pacemaker.advance(delta).plus(pacemaker.rebroadcast(delta)));
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
    return pacemaker.deltaMillis(position.view, views.finalizedView());
  }

  private void set(TimerId.Kind kind, Duration after) {
    outbox.emit(new Effect.SetTimer(new TimerId(kind, position.view), after));
  }

  private void cancel(TimerId.Kind kind) {
    outbox.emit(new Effect.CancelTimer(new TimerId(kind, position.view)));
  }
}
