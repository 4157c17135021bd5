package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.sim.world.SimNode;

/// Votes as it should, and never proposes.
final class SilentLeader extends Corrupt {
  SilentLeader(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal)) {
      super.broadcast(message);
    }
  }
}
