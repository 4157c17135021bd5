package org.cairn.consensus.simplex;

import java.time.Duration;

/// How long to wait in a view. Δ grows with the number of views since the newest finalized one,
/// which certificates prove: nodes agree on it, it cannot grow while no quorum exists, and it falls
/// back at the next finalization.
final class Pacemaker {
  private static final int GRACE_VIEWS = 3;
  private static final int CAP = 8;

  /// After this many unfinalized views the cap doubles, and again after each further stretch.
  private static final int STRETCH_VIEWS = 128;

  private static final int MAX_DOUBLINGS = 20;

  private final EngineConfig config;

  Pacemaker(EngineConfig config) {
    this.config = config;
  }

  /// Δ_v = Δ0 · min(8, 1.5^max(0, k - 3)), with k the unfinalized views before this one. Views that
  /// were notarized and never finalized count as well: when the network is slower than Δ0, nodes
  /// nullify before they notarize, and only a longer wait makes a view final again.
  ///
  /// The cap gives way in the very long run, by two for every 128 views: a justification holds a
  /// bounded number of nullifications, and memory a bounded number of unfinalized blocks. With
  /// waits that double, no time of bad weather is long enough to reach these bounds.
  long deltaMillis(long view, long finalizedView) {
    long unfinalized = Math.max(0, view - finalizedView - 1);
    long delta = config.baseTimeoutMillis();
    long doublings = Math.min(MAX_DOUBLINGS, unfinalized / STRETCH_VIEWS);
    long ceiling = (delta * CAP) << doublings;
    for (long k = GRACE_VIEWS; k < unfinalized && delta < ceiling; k++) {
      delta += Math.max(1, delta / 2);
    }
    return Math.min(delta, ceiling);
  }

  /// t_l: the leader has proposed.
  Duration leader(long deltaMillis) {
    return Duration.ofMillis(2 * deltaMillis + config.buildBudgetMillis());
  }

  /// t_a: the view is notarized.
  Duration advance(long deltaMillis) {
    return Duration.ofMillis(
        3 * deltaMillis + config.buildBudgetMillis() + config.execBudgetMillis());
  }

  /// t_r: say again where this node stands. However long a view may last, this comes often.
  Duration rebroadcast(long deltaMillis) {
    return Duration.ofMillis(
        Math.max(config.rebroadcastMillis(), 2 * capped(deltaMillis)) + config.jitterMillis());
  }

  /// The first t_r of a view: after the view should have ended.
  Duration firstRebroadcast(long deltaMillis) {
    return advance(capped(deltaMillis)).plus(rebroadcast(deltaMillis));
  }

  private long capped(long deltaMillis) {
    return Math.min(deltaMillis, config.baseTimeoutMillis() * CAP);
  }

  Duration fetch() {
    return Duration.ofMillis(config.fetchDelayMillis());
  }
}
