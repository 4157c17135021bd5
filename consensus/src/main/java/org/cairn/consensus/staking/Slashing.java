package org.cairn.consensus.staking;

/// Stake that was slashed in an epoch, of that much in all, for the correlation penalty of all who
/// were slashed around it.
public record Slashing(long epoch, long effectiveGwei, long totalGwei) {}
