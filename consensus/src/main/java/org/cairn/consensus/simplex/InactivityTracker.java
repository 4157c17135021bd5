package org.cairn.consensus.simplex;

import java.util.Arrays;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.SignerSet;

/// Who has not been heard of for some views, or at all since a view that it led was nullified,
/// while a quorum was: its leadership is not waited for. So a leader that is gone costs its time
/// once; one that is only slow is heard of, be it too late. Counting in views keeps the engine free
/// of clocks; a node that was cut off itself hears of no quorum and so blames nobody.
final class InactivityTracker {
  private final ValidatorSet validators;
  private final int allowedViews;
  private final long[] lastSeen;

  /// The newest view that a validator led, and that was nullified without a word from it.
  private final long[] missed;

  InactivityTracker(ValidatorSet validators, int allowedViews) {
    this.validators = validators;
    this.allowedViews = allowedViews;
    this.lastSeen = new long[validators.size()];
    this.missed = new long[validators.size()];
  }

  /// Everybody gets the benefit of the doubt: this node has just started, or skipped views.
  void reset(long view) {
    Arrays.fill(lastSeen, view);
  }

  void seen(int validator, long view) {
    lastSeen[validator] = Math.max(lastSeen[validator], view);
  }

  void seen(SignerSet signers, long view) {
    for (int i = 0; i < lastSeen.length; i++) {
      if (signers.contains(i)) {
        seen(i, view);
      }
    }
  }

  /// A view has been nullified.
  void nullified(int leader, long view) {
    if (lastSeen[leader] < view) {
      missed[leader] = view;
    }
  }

  boolean wasSeen(int validator, long view) {
    return lastSeen[validator] >= view;
  }

  /// Whether nothing has been seen from the validator since it missed a view that it led.
  boolean hasMissed(int validator) {
    return lastSeen[validator] < missed[validator];
  }

  boolean isInactive(int validator, long currentView) {
    if (currentView - lastSeen[validator] <= allowedViews && !hasMissed(validator)) {
      return false;
    }
    long active = 0;
    for (int i = 0; i < lastSeen.length; i++) {
      if (currentView - lastSeen[i] <= allowedViews && !hasMissed(i)) {
        active += validators.weight(i);
      }
    }
    return active >= validators.quorum();
  }
}
