package org.cairn.consensus.staking;

/// Where a validator stands. Epochs that are not fixed yet are [#NEVER].
///
/// @param activationEpoch the first whose set may contain the validator
/// @param exitEpoch the first whose set no longer contains it
/// @param withdrawableEpoch the first in which its stake is paid out
/// @param slashedEpoch in which it was slashed
/// @param leaving whether it asked to leave or has to; the exit epoch follows when its turn comes
/// @param leftOut whether sets go without it because it showed no sign of life
/// @param absentSlots views that it should have led since its last sign of life, as counted at the
///   end of epochs
public record Lifecycle(
    long activationEpoch,
    long exitEpoch,
    long withdrawableEpoch,
    long slashedEpoch,
    boolean leaving,
    boolean leftOut,
    long absentSlots) {
  public static final long NEVER = Long.MAX_VALUE;

  static final Lifecycle PENDING = new Lifecycle(NEVER, NEVER, NEVER, NEVER, false, false, 0);

  boolean slashed() {
    return slashedEpoch != NEVER;
  }

  /// Whether the set of that epoch contains a validator that stands so.
  boolean votesIn(long epoch) {
    return activationEpoch <= epoch && epoch < exitEpoch && !leftOut;
  }

  Lifecycle activated(long epoch) {
    return new Lifecycle(epoch, exitEpoch, withdrawableEpoch, slashedEpoch, leaving, leftOut, 0);
  }

  Lifecycle asLeaving() {
    return new Lifecycle(
        activationEpoch, exitEpoch, withdrawableEpoch, slashedEpoch, true, leftOut, absentSlots);
  }

  Lifecycle exiting(long epoch, long withdrawable) {
    return new Lifecycle(
        activationEpoch, epoch, withdrawable, slashedEpoch, true, leftOut, absentSlots);
  }

  /// An exit that is fixed already is not put off; its payout is.
  Lifecycle slashed(long epoch, long exit, long withdrawable) {
    return new Lifecycle(
        activationEpoch,
        Math.min(exitEpoch, exit),
        withdrawableEpoch == NEVER ? withdrawable : Math.max(withdrawableEpoch, withdrawable),
        epoch,
        true,
        leftOut,
        absentSlots);
  }

  Lifecycle absent(long slots, boolean leaveOut) {
    return new Lifecycle(
        activationEpoch, exitEpoch, withdrawableEpoch, slashedEpoch, leaving, leaveOut, slots);
  }
}
