package org.cairn.consensus.message;

import org.cairn.core.types.Hash;

/// What a header says about stake: the root of the staking state that its block builds on, and the
/// hash of the evidence and messages of validators that it carries.
public record StakingRoots(Hash state, Hash content) {
  /// Of a block that says nothing about stake: one that repeats another, or of a chain without.
  public static final StakingRoots NONE = new StakingRoots(Hash.ZERO, Hash.ZERO);
}
