package org.cairn.consensus.sim.explore;

/// What can happen to one honest validator. Blocks and ballots go by their numbers in [Names].
sealed interface Action {
  /// The leader's proposal comes.
  record Propose(int block) implements Action {}

  /// A block that was asked for comes.
  record Supply(int block) implements Action {}

  /// A certificate comes that somebody else has made.
  record Certify(int say) implements Action {}

  /// The votes of a smallest quorum come, one by one.
  record Count(int say, int signers) implements Action {}

  /// The view takes too long.
  record Timeout(long view) implements Action {}
}
