package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.sim.world.SimNode;

/// Says at once that it cannot propose, whenever it leads.
final class GivingUpLeader extends Corrupt {
  GivingUpLeader(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (message instanceof Proposal proposal) {
      say(Ballot.nullify(round(proposal.vote())));
    } else {
      super.broadcast(message);
    }
  }
}
