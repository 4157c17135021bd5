package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Hash;

/// Notarizes, nullifies and finalizes whatever it sees and blocks that do not exist: S1 to S4.
final class EverythingVoter extends Corrupt {
  EverythingVoter(SimNode node) {
    super(node);
  }

  @Override
  public boolean receives(int from, Message message) {
    if (message instanceof Proposal proposal) {
      Vote vote = proposal.vote();
      Hash id = vote.ballot().blockId();
      Round round = round(vote);
      say(Ballot.notarize(round, id));
      say(Ballot.nullify(round));
      say(Ballot.finalize(round, id));
      if (oneIn(3)) {
        Hash other = unknownBlock();
        say(Ballot.notarize(round, other));
        say(Ballot.finalize(round, other));
      }
    }
    return true;
  }
}
