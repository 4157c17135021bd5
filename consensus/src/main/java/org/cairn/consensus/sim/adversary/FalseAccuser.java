package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Bytes;

/// Accuses honest validators with votes that nobody signed, repeats true accusations without end,
/// and speaks in the names of others: votes that contradict what they said, with signatures that
/// are its own or none.
final class FalseAccuser extends Corrupt {
  FalseAccuser(SimNode node) {
    super(node);
  }

  @Override
  public boolean receives(int from, Message message) {
    if (message instanceof Vote vote && oneIn(12)) {
      frame(vote);
    } else if (message instanceof Message.Accusation && world.isHonest(from) && oneIn(4)) {
      super.broadcast(message);
    }
    return true;
  }

  private void frame(Vote vote) {
    Round round = round(vote);
    Ballot other =
        switch (chance().nextInt(3)) {
          case 0 -> Ballot.nullify(round);
          case 1 -> Ballot.notarize(round, unknownBlock());
          default -> Ballot.finalize(round, unknownBlock());
        };
    Bytes signature = oneIn(2) ? node.sign(other).signature() : FakeBls.forged(chance().nextInt());
    Vote framed = new Vote(other, vote.validator(), signature);
    super.broadcast(framed);
    Evidence.Offence offence = Evidence.offence(vote.ballot(), other);
    if (offence != null) {
      super.broadcast(new Message.Accusation(new Evidence(offence, vote, framed)));
    }
  }
}
