package org.cairn.consensus.simplex;

import org.cairn.consensus.message.Round;

/// A timer of a round. Setting a timer again restarts it.
public record TimerId(Kind kind, Round round) {
  /// What expires.
  public enum Kind {
    /// The leader's time to propose (t_l).
    LEADER,
    /// The time to notarize (t_a).
    ADVANCE,
    /// Time to say again where this node stands (t_r).
    REBROADCAST,
    /// Time to ask for the blocks that are missing; belongs to an epoch, and to no view of it.
    FETCH
  }

  public long view() {
    return round.view();
  }
}
