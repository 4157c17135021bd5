package org.cairn.consensus.staking;

/// Where payouts go on: the next payout's number, and the validator that the next block looks at
/// first.
public record Sweep(long nextIndex, int nextValidator) {}
