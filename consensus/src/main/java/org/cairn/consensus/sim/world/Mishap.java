package org.cairn.consensus.sim.world;

/// One thing that goes wrong in a run, by no one's intent. Nodes are named by place; sets of nodes
/// are bit masks.
public sealed interface Mishap {
  long atMillis();

  /// When in the life of a flush a process dies.
  enum Moment {
    AT_ONCE,
    /// The next flush has begun, nothing of it is durable for sure.
    BEFORE_FLUSH,
    /// The next flush is done, and what waits for it has not been sent.
    AFTER_FLUSH
  }

  /// The process dies, and starts again after a while.
  record Crash(long atMillis, int node, long downMillis, Moment moment) implements Mishap {}

  /// When around the end of an epoch a process dies.
  enum Boundary {
    /// While the epoch's last block is voted on.
    VOTING,
    /// The last block was given out as final, and is not committed.
    FINAL,
    /// It is committed, and the next epoch has not begun.
    COMMITTED,
    /// At the beginning of the next epoch.
    OPENED
  }

  /// The process dies at the next end of an epoch that it comes to, and starts again after a while.
  /// The moment of a flush counts while it votes.
  record BoundaryCrash(long atMillis, int node, long downMillis, Boundary place, Moment moment)
      implements Mishap {}

  /// Nodes of one side do not hear the other; with `oneWay` the others still hear them not.
  record Partition(long atMillis, long toMillis, long side, boolean oneWay) implements Mishap {}

  /// A partition that comes and goes.
  record Flapping(long atMillis, long toMillis, long side, long periodMillis) implements Mishap {}

  /// Messages of one node to another take longer.
  record SlowLink(long atMillis, long toMillis, int from, int to, long extraMillis)
      implements Mishap {}

  /// The process stands still, as in a long garbage collection; what arrives waits.
  record Pause(long atMillis, int node, long millis) implements Mishap {}

  /// The wall clock is set forward or back.
  record ClockJump(long atMillis, int node, long millis) implements Mishap {}

  /// Clock and timers run fast or slow from now on.
  record ClockDrift(long atMillis, int node, int perMille) implements Mishap {}

  /// Flushes take up to this long.
  record SlowFlush(long atMillis, long toMillis, int node, long millis) implements Mishap {}

  /// The next flush fails: the node must stop for good.
  record FailedFlush(long atMillis, int node) implements Mishap {}

  /// The process dies and a flushed bit of its journal changes: it must not vote any more.
  record Damage(long atMillis, int node, long downMillis) implements Mishap {}

  /// Whether the node never votes again, so that it counts among the faulty.
  default boolean isLasting() {
    return this instanceof FailedFlush || this instanceof Damage;
  }
}
