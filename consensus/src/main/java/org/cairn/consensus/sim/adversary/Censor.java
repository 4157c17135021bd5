package org.cairn.consensus.sim.adversary;

import java.util.List;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.sim.world.SimNode;

/// One of a coalition that fights the blocks of one honest validator: it nullifies every view which
/// that one leads, and gives the block no vote.
final class Censor extends Corrupt {
  Censor(SimNode node) {
    super(node);
  }

  private int censored() {
    List<SimNode> honest =
        world.nodes().stream().filter(n -> n.isHonest() && n.key() >= 0).toList();
    int place = (int) Math.floorMod(world.scenario().seed(), (long) honest.size());
    return node.placeOf(honest.get(place));
  }

  @Override
  public void entered(long view) {
    if (censored() >= 0 && node.leader(view) == censored()) {
      say(Ballot.nullify(round(view)));
    }
  }

  @Override
  public boolean receives(int from, Message message) {
    return !(message instanceof Proposal proposal
        && proposal.block().header().proposer() == censored());
  }
}
