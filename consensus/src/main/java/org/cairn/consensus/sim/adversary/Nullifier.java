package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.world.SimNode;

/// Votes to nullify every view at once, and for nothing else.
final class Nullifier extends Corrupt {
  Nullifier(SimNode node) {
    super(node);
  }

  @Override
  public void entered(long view) {
    say(Ballot.nullify(round(view)));
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Vote) && !(message instanceof Proposal)) {
      super.broadcast(message);
    }
  }
}
