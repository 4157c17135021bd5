package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.sim.world.SimNode;

/// Shows two blocks to two halves of the others, the even and the odd, whenever it leads.
final class HalvingLeader extends Corrupt {
  HalvingLeader(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal proposal)) {
      super.broadcast(message);
      return;
    }
    Proposal second = sibling(proposal.block());
    for (SimNode other : others()) {
      node.transmit(other.index(), other.index() % 2 == 0 ? proposal : second);
    }
  }
}
