package org.cairn.node.driver;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.StallReport;
import org.jspecify.annotations.Nullable;

/// What the operator sees of consensus. Written by the consensus thread, read by any.
public final class ConsensusStatus {
  private final Counter views;
  private final Counter nullifiedViews;
  private final Counter dropped;
  private final Counter evidence;
  private final Timer finality;
  private final Timer interval;

  /// The time of the newest final block; used by the consensus thread only.
  private long newestMillis;

  private volatile long epoch;
  private volatile long view;
  private volatile long finalizedAtNanos;
  private volatile @Nullable StallReport stall;
  private volatile boolean disputed;
  private volatile boolean voting;
  private volatile @Nullable String silence;

  /// `silence` is why a validator does not vote, nothing when it does, or is none.
  public ConsensusStatus(
      MeterRegistry registry, long nowNanos, boolean voting, @Nullable String silence) {
    this.voting = voting;
    this.silence = silence;
    finalizedAtNanos = nowNanos;
    views = registry.counter("cairn.views");
    nullifiedViews = registry.counter("cairn.views.nullified");
    dropped = registry.counter("cairn.consensus.messages.dropped");
    evidence = registry.counter("cairn.evidence");
    finality = distribution(registry, "cairn.finality");
    interval = distribution(registry, "cairn.block.interval");
    Gauge.builder("cairn.epoch", () -> epoch).register(registry);
    Gauge.builder("cairn.view", () -> view).register(registry);
  }

  void entered(Effect.EnteredView entered) {
    epoch = entered.round().epoch();
    view = entered.round().view();
    views.increment();
    if (entered.nullified()) {
      nullifiedViews.increment();
    }
  }

  /// Blocks became final: how long after their leader put a time on them, and how long after the
  /// block before.
  void finalized(List<ProposedBlock> blocks, Clock clock) {
    finalizedAtNanos = clock.nanos();
    stall = null;
    long nowMillis = clock.unixMillis();
    for (ProposedBlock block : blocks) {
      long madeMillis = block.header().timestampMillis();
      finality.record(Math.max(0, nowMillis - madeMillis), TimeUnit.MILLISECONDS);
      if (newestMillis > 0) {
        interval.record(Math.max(0, madeMillis - newestMillis), TimeUnit.MILLISECONDS);
      }
      newestMillis = madeMillis;
    }
  }

  private static Timer distribution(MeterRegistry registry, String name) {
    return Timer.builder(name).publishPercentiles(0.5, 0.99).register(registry);
  }

  /// From now on this node votes.
  public void votes() {
    voting = true;
    silence = null;
  }

  void messageDropped() {
    dropped.increment();
  }

  void evidence() {
    evidence.increment();
  }

  void disputed() {
    disputed = true;
  }

  void stalled(StallReport report) {
    stall = report;
  }

  /// Whether this node has a key that it votes with, in the epochs that have it.
  public boolean isVoting() {
    return voting;
  }

  /// Why this node does not vote although it has a key.
  public @Nullable String silence() {
    return silence;
  }

  public long epoch() {
    return epoch;
  }

  public long view() {
    return view;
  }

  public long nanosSinceFinalized(long nowNanos) {
    return nowNanos - finalizedAtNanos;
  }

  /// Whether a quorum certified what this node finds invalid.
  public boolean isDisputed() {
    return disputed;
  }

  /// Why the current view lasts, while it does.
  public @Nullable StallReport stall() {
    return stall;
  }
}
