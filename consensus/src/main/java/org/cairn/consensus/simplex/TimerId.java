package org.cairn.consensus.simplex;

/// A timer of a view. Setting a timer again restarts it.
public record TimerId(Kind kind, long view) {
  /// What expires.
  public enum Kind {
    /// The leader's time to propose (t_l).
    LEADER,
    /// The time to notarize (t_a).
    ADVANCE,
    /// Time to say again where this node stands (t_r).
    REBROADCAST,
    /// Time to ask for the blocks that are missing; belongs to no view.
    FETCH
  }
}
