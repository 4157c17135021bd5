package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.world.SimNode;

/// Notarizes every block it hears of, and others that do not exist.
final class DoubleNotarizer extends Corrupt {
  DoubleNotarizer(SimNode node) {
    super(node);
  }

  @Override
  public boolean receives(int from, Message message) {
    if (message instanceof Proposal proposal) {
      say(proposal.vote().ballot());
      say(Ballot.notarize(round(proposal.vote()), unknownBlock()));
    } else if (message instanceof Vote vote
        && vote.ballot().kind() == VoteKind.NOTARIZE
        && world.isHonest(from)
        && oneIn(4)) {
      say(vote.ballot());
    }
    return true;
  }
}
