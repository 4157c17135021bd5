package org.cairn.consensus.sim.world;

import org.cairn.consensus.message.Round;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.simplex.Input;

/// The journal of a simulated node at work: appends, flushes that take their time, and what may
/// happen around one of them.
final class Flusher {
  static final long FLUSH_MILLIS = 5;

  private final SimNode node;
  private final SimDisk disk = new SimDisk();
  private long flushMillis = FLUSH_MILLIS;
  private boolean fails;
  private Mishap.Moment dying = Mishap.Moment.AT_ONCE;

  Flusher(SimNode node) {
    this.node = node;
  }

  SimDisk disk() {
    return disk;
  }

  /// The node's process dies around its next flush.
  void dieAt(Mishap.Moment moment) {
    dying = moment;
  }

  /// The process has died.
  void died() {
    dying = Mishap.Moment.AT_ONCE;
  }

  void failNext() {
    fails = true;
  }

  void flushesTake(long millis) {
    flushMillis = millis;
  }

  void prune(Round round) {
    disk.prune(round);
  }

  void persist(Effect.Persist persist) {
    disk.append(persist.records());
    if (!persist.sync()) {
      return;
    }
    if (dying == Mishap.Moment.BEFORE_FLUSH) {
      node.die();
      return;
    }
    SimDisk.Mark mark = disk.mark();
    node.later(
        node.delay(flushMillis),
        () -> {
          if (fails) {
            node.stopForGood();
            return;
          }
          disk.sync(mark);
          if (dying == Mishap.Moment.AFTER_FLUSH) {
            node.die();
          } else {
            node.input(new Input.Persisted(persist.seq()));
          }
        });
  }
}
