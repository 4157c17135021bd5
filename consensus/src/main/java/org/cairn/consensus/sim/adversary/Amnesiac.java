package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.sim.world.SimNode;

/// Comes back again and again with the journal of some views ago, and votes anew.
final class Amnesiac extends Corrupt {

  private static final int EVERY_VIEWS = 7;

  Amnesiac(SimNode node) {
    super(node);
  }

  @Override
  public void entered(long view) {
    if (view % EVERY_VIEWS == 0) {
      int views = 1 + chance().nextInt(3);
      long down = chance().nextLong(300);
      node.later(1, () -> node.forget(views, down));
    }
  }
}
