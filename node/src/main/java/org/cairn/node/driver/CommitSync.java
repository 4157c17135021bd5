package org.cairn.node.driver;

import java.util.function.Consumer;
import org.cairn.consensus.message.Round;

/// Decides when committed blocks are made durable: at once, but not more often than
/// [#INTERVAL_NANOS], so that a fast chain does not wait for the disk after each block, while the
/// next one is to be verified. Until then the journal keeps what makes these blocks final: votes
/// and the blocks that they are for are durable before they leave, so that what the disk forgets
/// when the machine stops is made final again.
///
/// Belongs to the execution thread.
final class CommitSync {
  static final long INTERVAL_NANOS = 250_000_000;

  private final Runnable sync;
  private final Clock clock;
  private final Consumer<Round> durable;
  private long lastNanos;

  /// @param durable told up to which round blocks are durable
  CommitSync(Runnable sync, Clock clock, Consumer<Round> durable) {
    this.sync = sync;
    this.clock = clock;
    this.durable = durable;
    this.lastNanos = clock.nanos() - INTERVAL_NANOS;
  }

  /// The block of the round was committed, and all before it.
  void committed(Round round) {
    long now = clock.nanos();
    if (now - lastNanos >= INTERVAL_NANOS) {
      lastNanos = now;
      sync.run();
      durable.accept(round);
    }
  }
}
