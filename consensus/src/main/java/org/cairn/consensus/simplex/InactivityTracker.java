package org.cairn.consensus.simplex;

import java.util.Arrays;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.SignerSet;

/// Who has not been heard of for some views, while a quorum was: its leadership is not waited for.
/// Counting in views keeps the engine free of clocks; a node that was cut off itself hears of no
/// quorum and so blames nobody.
final class InactivityTracker {
  private final ValidatorSet validators;
  private final int allowedViews;
  private final long[] lastSeen;

  InactivityTracker(ValidatorSet validators, int allowedViews) {
    this.validators = validators;
    this.allowedViews = allowedViews;
    this.lastSeen = new long[validators.size()];
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

  boolean isInactive(int validator, long currentView) {
    if (currentView - lastSeen[validator] <= allowedViews) {
      return false;
    }
    long active = 0;
    for (int i = 0; i < lastSeen.length; i++) {
      if (currentView - lastSeen[i] <= allowedViews) {
        active += validators.weight(i);
      }
    }
    return active >= validators.quorum();
  }
}
