package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.sim.world.SimNode;

/// Proposes to validators that together with it stay just below a quorum.
final class ShortProposer extends Corrupt {
  ShortProposer(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal)) {
      super.broadcast(message);
      return;
    }
    long reached = node.weightOf(node);
    for (SimNode other : others()) {
      long weight = node.weightOf(other);
      if (!node.stakes().isQuorum(reached + weight)) {
        reached += weight;
        node.transmit(other.index(), message);
      }
    }
  }
}
