package org.cairn.node.driver;

import java.util.concurrent.atomic.AtomicBoolean;
import org.cairn.consensus.simplex.Effect;
import org.jspecify.annotations.Nullable;

/// Decides when this node, as leader, builds: as soon as a transaction waits, but never sooner than
/// the minimum interval after the parent; without transactions when the block time has passed.
/// State is guarded by this object's monitor, as requests come from the consensus thread, wake-ups
/// from the pool, and results from the execution thread.
public final class PayloadPacer implements ConsensusPorts.PayloadPort {
  /// Builds for a request. Without transactions and without `must` it builds nothing and says so
  /// through [#nothingToBuild].
  public interface Builder {
    void build(Effect.BuildPayload request, boolean must, PayloadPacer pacer);
  }

  /// A batch of transactions that comes at once should be in one block.
  private static final long GATHER_MILLIS = 1;

  private final Timers timers;
  private final Clock clock;
  private final Builder builder;
  private final long minIntervalMillis;
  private final long blockTimeMillis;
  private final AtomicBoolean wakeQueued = new AtomicBoolean();
  private Effect.@Nullable BuildPayload waiting;
  private boolean building;
  private boolean transactionsCame;

  public PayloadPacer(
      Timers timers, Clock clock, Builder builder, long minIntervalMillis, long blockTimeMillis) {
    this.timers = timers;
    this.clock = clock;
    this.builder = builder;
    this.minIntervalMillis = minIntervalMillis;
    this.blockTimeMillis = blockTimeMillis;
  }

  @Override
  public synchronized void build(Effect.BuildPayload request) {
    waiting = request;
    building = false;
    // What waits in the pool is only known by trying.
    transactionsCame = true;
    consider();
    long untilDue = request.parent().timestampMillis() + blockTimeMillis - clock.unixMillis();
    wakeAfter(Math.min(untilDue, blockTimeMillis));
  }

  /// A transaction became executable. From any thread, often.
  public void transactionCame() {
    // One wake-up serves all that come before it runs.
    if (wakeQueued.compareAndSet(false, true)) {
      wakeAfter(GATHER_MILLIS);
    }
  }

  /// There was no transaction for the request; it goes on waiting.
  synchronized void nothingToBuild(Effect.BuildPayload request) {
    if (request.equals(waiting)) {
      building = false;
      consider();
    }
  }

  /// The request was answered, or cannot be.
  synchronized void built(Effect.BuildPayload request) {
    if (request.equals(waiting)) {
      waiting = null;
    }
  }

  private void consider() {
    Effect.BuildPayload request = waiting;
    if (request == null || building) {
      return;
    }
    long sinceParent = clock.unixMillis() - request.parent().timestampMillis();
    boolean must = sinceParent >= blockTimeMillis;
    if (sinceParent < minIntervalMillis) {
      wakeAfter(Math.min(minIntervalMillis, minIntervalMillis - sinceParent));
    } else if (must || transactionsCame) {
      building = true;
      transactionsCame = false;
      builder.build(request, must, this);
    }
  }

  private void wakeAfter(long delayMillis) {
    var _ = timers.after(delayMillis, this::wake);
  }

  private synchronized void wake() {
    if (wakeQueued.getAndSet(false)) {
      transactionsCame = true;
    }
    consider();
  }
}
