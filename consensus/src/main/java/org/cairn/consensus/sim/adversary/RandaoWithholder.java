package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.sim.world.SimNode;

/// Leads the last blocks of an epoch only when a coin says that it likes their randomness, and
/// reveals something of its own at other times.
final class RandaoWithholder extends Corrupt {

  private static final long TAIL_BLOCKS = 2;

  RandaoWithholder(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal proposal) || proposal.block().header().isReproposal()) {
      super.broadcast(message);
      return;
    }
    ProposedBlock block = proposal.block();
    boolean tail = block.header().height() > node.context().lastHeight() - TAIL_BLOCKS;
    if (tail && oneIn(2)) {
      return;
    }
    boolean chosen = oneIn(4);
    super.broadcast(chosen ? signed(Forgery.revealing(block, proposal.signature())) : proposal);
  }
}
