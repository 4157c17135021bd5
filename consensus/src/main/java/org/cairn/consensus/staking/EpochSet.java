package org.cairn.consensus.staking;

import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.core.types.Hash;

/// Who votes in an epoch, and the randomness from which the order of its leaders comes: that of the
/// last block of the epoch before the last, so that it is public for an epoch before it counts.
public record EpochSet(long epoch, ValidatorSet validators, Hash randaoMix) {}
