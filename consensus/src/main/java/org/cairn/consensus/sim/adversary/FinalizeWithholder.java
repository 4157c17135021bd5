package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.world.SimNode;

/// Never votes to finalize: chains of notarized blocks that nothing makes final.
final class FinalizeWithholder extends Corrupt {
  FinalizeWithholder(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    boolean finalizes = message instanceof Vote vote && vote.ballot().kind() == VoteKind.FINALIZE;
    if (!finalizes) {
      super.broadcast(message);
    }
  }
}
