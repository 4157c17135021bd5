package org.cairn.consensus.epoch;

/// Who votes in which epoch: decided by the finalized state at the end of the epoch two before it,
/// or by genesis for the first two. So everybody knows a set for a whole epoch before it votes, and
/// the last block of each epoch can commit to the next one's.
public interface EpochSets {
  /// The set of an epoch. Asked only when the last block of the epoch two before is committed.
  ValidatorSet validators(long epoch);
}
