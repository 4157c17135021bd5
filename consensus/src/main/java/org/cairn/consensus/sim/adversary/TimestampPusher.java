package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.sim.world.SimNode;

/// Claims times that are as far ahead as the others may let pass, and further, or long past.
final class TimestampPusher extends Corrupt {
  TimestampPusher(SimNode node) {
    super(node);
  }

  @Override
  public long timestampMillis(long honestMillis) {
    long drift = world.scenario().config().maxClockDriftMillis();
    return switch (chance().nextInt(4)) {
      case 0 -> honestMillis + drift - 50;
      case 1 -> honestMillis + drift + 5_000;
      case 2 -> 1;
      default -> honestMillis;
    };
  }
}
