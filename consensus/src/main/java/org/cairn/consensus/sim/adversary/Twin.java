package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.sim.world.SimNode;

/// One of two processes with the same key, each honest by itself. They share the other nodes out
/// between them, so that each side sees a validator in good order.
final class Twin extends Corrupt {
  Twin(SimNode node) {
    super(node);
  }

  private boolean serves(int other) {
    boolean first = node.index() == node.key();
    long sides = world.scenario().seed() * 0x9e3779b97f4a7c15L;
    return first == ((sides >> other & 1) == 0);
  }

  @Override
  public void broadcast(Message message) {
    for (SimNode other : others()) {
      sendTo(other.index(), message);
    }
  }

  @Override
  public void sendTo(int to, Message message) {
    if (serves(to)) {
      super.sendTo(to, message);
    }
  }

  @Override
  public boolean receives(int from, Message message) {
    return serves(from);
  }
}
