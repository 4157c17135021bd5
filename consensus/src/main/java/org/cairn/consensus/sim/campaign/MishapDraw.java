package org.cairn.consensus.sim.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.cairn.consensus.sim.world.Mishap;

/// What goes wrong by no one's intent, and when. All of it is over when the network heals, but for
/// what silences a node for good.
final class MishapDraw {
  private final SplittableRandom random;
  private final int nodes;
  private final long healMillis;

  MishapDraw(SplittableRandom random, int nodes, long healMillis) {
    this.random = random;
    this.nodes = nodes;
    this.healMillis = healMillis;
  }

  /// @param mayFail whether a node can be silenced for good, which counts it among the faulty
  List<Mishap> draw(boolean calm, IntPredicate mayFail) {
    List<Mishap> mishaps = new ArrayList<>();
    int count = calm ? random.nextInt(2) : random.nextInt(3 * nodes + 1);
    for (int i = 0; i < count; i++) {
      Mishap one = one();
      if (one != null && (!one.isLasting() || mayFail.test(node(one)))) {
        mishaps.add(one);
      }
    }
    return mishaps;
  }

  private static int node(Mishap lasting) {
    return switch (lasting) {
      case Mishap.FailedFlush(_, int node) -> node;
      case Mishap.Damage(_, int node, _) -> node;
      default -> throw new IllegalArgumentException("not lasting: " + lasting);
    };
  }

  private Mishap one() {
    long at = random.nextLong(healMillis * 9 / 10);
    long left = healMillis - at;
    long length = Math.min(left, 200 + random.nextLong(8_000));
    int node = random.nextInt(nodes);
    int other = random.nextInt(nodes);
    long side = random.nextLong();
    Mishap.Moment[] moments = Mishap.Moment.values();
    Mishap.Moment moment = moments[random.nextInt(moments.length)];
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 ->
          new Mishap.Crash(at, node, Math.min(left, random.nextLong(4_000)), moment);
      case 5, 6 -> new Mishap.Partition(at, at + length, side, false);
      case 7 -> new Mishap.Partition(at, at + length, side, true);
      case 8 -> new Mishap.Flapping(at, at + length, side, 100 + random.nextLong(900));
      case 9 -> new Mishap.SlowLink(at, at + length, node, other, 100 + random.nextLong(2_000));
      case 10 -> new Mishap.Pause(at, node, Math.min(left, 100 + random.nextLong(4_000)));
      case 11 -> new Mishap.ClockJump(at, node, random.nextLong(8_000) - 4_000);
      case 12 -> new Mishap.ClockDrift(at, node, 900 + random.nextInt(201));
      case 13 -> new Mishap.SlowFlush(at, at + length, node, 20 + random.nextLong(400));
      case 14 -> new Mishap.FailedFlush(at, node);
      default -> new Mishap.Damage(at, node, Math.min(left, random.nextLong(3_000)));
    };
  }
}
