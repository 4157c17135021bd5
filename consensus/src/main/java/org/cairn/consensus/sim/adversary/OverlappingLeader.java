package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.sim.world.SimNode;

/// Shows two blocks to overlapping parts of the validators, in different orders, and votes for
/// both, so that both come close to a quorum.
final class OverlappingLeader extends Corrupt {
  OverlappingLeader(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal proposal)) {
      super.broadcast(message);
      return;
    }
    Proposal second = sibling(proposal.block());
    long given = node.stakes().total() / 3;
    long reached = 0;
    for (SimNode other : others()) {
      long weight = node.weightOf(other);
      boolean both = reached < given;
      boolean secondFirst = reached >= 2 * given || (both && oneIn(2));
      reached += weight;
      node.transmit(other.index(), secondFirst ? second : proposal);
      if (both) {
        node.transmit(other.index(), secondFirst ? proposal : second);
      }
    }
    node.transmitToAll(proposal.vote());
    node.transmitToAll(second.vote());
  }
}
