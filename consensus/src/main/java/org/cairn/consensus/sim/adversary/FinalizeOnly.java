package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.world.SimNode;

/// Votes to finalize blocks as soon as they are proposed, without ever notarizing one.
final class FinalizeOnly extends Corrupt {
  FinalizeOnly(SimNode node) {
    super(node);
  }

  @Override
  public boolean receives(int from, Message message) {
    if (message instanceof Proposal proposal) {
      Vote vote = proposal.vote();
      say(Ballot.finalize(round(vote), vote.ballot().blockId()));
    }
    return true;
  }

  @Override
  public void broadcast(Message message) {
    boolean notarizes = message instanceof Vote vote && vote.ballot().kind() == VoteKind.NOTARIZE;
    if (!notarizes) {
      super.broadcast(message);
    }
  }
}
