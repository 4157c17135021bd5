package org.cairn.consensus.staking;

import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Bytes;

/// A validator with its stake, from its first deposit on for good: its index never changes.
///
/// @param balanceGwei all that it owns here
/// @param effectiveGwei what of that counts: whole increments, up to a limit, and with hysteresis,
///   so that small changes do not move weights
public record StakedValidator(
    Bytes publicKey,
    WithdrawalCredentials credentials,
    long balanceGwei,
    long effectiveGwei,
    Lifecycle life) {
  /// How a validator's state is called. Slashed ones are `EXITING`, too, until they are paid out.
  public enum Status {
    PENDING,
    ACTIVE,
    /// Activated, but left out of the sets for want of a sign of life.
    ABSENT,
    EXITING,
    WITHDRAWABLE,
    WITHDRAWN
  }

  public Status status(long epoch) {
    if (life.withdrawableEpoch() <= epoch) {
      return balanceGwei == 0 ? Status.WITHDRAWN : Status.WITHDRAWABLE;
    }
    if (life.leaving()) {
      return Status.EXITING;
    }
    if (life.activationEpoch() > epoch) {
      return Status.PENDING;
    }
    return life.leftOut() ? Status.ABSENT : Status.ACTIVE;
  }

  public boolean slashed() {
    return life.slashed();
  }

  StakedValidator withBalance(long gwei) {
    return new StakedValidator(publicKey, credentials, gwei, effectiveGwei, life);
  }

  StakedValidator withEffective(long gwei) {
    return new StakedValidator(publicKey, credentials, balanceGwei, gwei, life);
  }

  StakedValidator with(Lifecycle next) {
    return new StakedValidator(publicKey, credentials, balanceGwei, effectiveGwei, next);
  }

  StakedValidator withCompounding() {
    return new StakedValidator(
        publicKey, credentials.toCompounding(), balanceGwei, effectiveGwei, life);
  }
}
