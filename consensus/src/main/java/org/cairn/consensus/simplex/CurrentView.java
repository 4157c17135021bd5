package org.cairn.consensus.simplex;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.VoteKind;
import org.jspecify.annotations.Nullable;

/// The view that this node is in, from its entry by a certificate (§1.1, Enter) to the vote to
/// nullify it (§1.1, timers and immediate expiry).
final class CurrentView {
  private final EngineState state;
  private final InactivityTracker inactivity;
  private final Voter voter;
  private final ViewTimers timers;
  private final Standing standing;
  private final Proposer proposer;

  CurrentView(
      EngineState state,
      InactivityTracker inactivity,
      Voter voter,
      ViewTimers timers,
      Standing standing) {
    this.state = state;
    this.inactivity = inactivity;
    this.voter = voter;
    this.timers = timers;
    this.standing = standing;
    this.proposer = new Proposer(state, voter, timers);
  }

  /// Moves on to a view, never back.
  void enter(long view, @Nullable Certificate because) {
    Position position = state.position();
    if (view <= position.view || position.closed) {
      return;
    }
    if (position.view > 0) {
      timers.stop();
    }
    int allowedViews = state.config().inactiveAfterViews();
    if (position.view == 0 || view - position.view > allowedViews) {
      inactivity.reset(view);
    }
    boolean nullified = false;
    if (because != null && because.kind() == VoteKind.NULLIFY) {
      nullified = true;
      inactivity.nullified(state.schedule().leader(because.view()), because.view());
    }
    position.view = view;
    position.entry = because;
    proposer.newView();
    standing.newPeriod();
    ViewState entered = state.views().open(view);
    int leader = state.schedule().leader(view);
    state.outbox().emit(new Effect.EnteredView(state.round(view), leader, nullified));
    timers.start(voter.isObserver(), entered.proposal != null);
    if (leader == voter.self()) {
      propose();
    } else if (inactivity.isInactive(leader, view)) {
      expire(view);
    }
    checkExpiry(entered);
  }

  /// Builds, if this node leads and now can.
  void propose() {
    if (!state.position().closed && proposer.propose() == Proposer.Outcome.IMPOSSIBLE) {
      expire(state.position().view);
    }
  }

  void onPayload(Input.PayloadBuilt built) {
    if (proposer.onPayload(built) == Proposer.Outcome.IMPOSSIBLE) {
      expire(built.round().view());
    }
  }

  /// Votes to nullify the view, if it is the current one: its time is up, or it cannot succeed.
  void expire(long view) {
    if (view == state.position().view
        && !state.position().closed
        && voter.nullify(state.views().open(view), view)) {
      timers.rebroadcast();
    }
  }

  /// t_l: nothing came from the leader.
  void leaderIsLate(long view) {
    if (view == state.position().view && state.views().open(view).proposal == null) {
      expire(view);
    }
  }

  /// Whether the votes show already that the current view brings no block: its leader gave up
  /// without a proposal, or no block can reach a quorum any more (the contradiction rule). A vote
  /// to nullify leaves its author free to notarize, so it counts as undecided.
  void checkExpiry(ViewState view) {
    if (view.view != state.position().view) {
      return;
    }
    int leader = state.schedule().leader(view.view);
    boolean leaderGaveUp =
        view.proposal == null && view.tally.vote(VoteKind.NULLIFY, leader) != null;
    long undecided = state.validators().total() - view.tally.weight(VoteKind.NOTARIZE);
    boolean contradicted = view.tally.heaviestNotarize() + undecided < state.validators().quorum();
    if (leaderGaveUp || contradicted) {
      expire(view.view);
    }
  }
}
