package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.sim.world.SimNode;

/// Shows two blocks to two halves of the validators, and sometimes the second one to both.
final class EquivocatingLeader extends Corrupt {
  EquivocatingLeader(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal proposal)) {
      super.broadcast(message);
      return;
    }
    Proposal second = sibling(proposal.block());
    int split = chance().nextInt();
    for (SimNode other : others()) {
      boolean first = (split >> other.index() & 1) == 0;
      node.transmit(other.index(), first ? proposal : second);
      if (oneIn(4)) {
        node.transmit(other.index(), second);
      }
    }
  }
}
