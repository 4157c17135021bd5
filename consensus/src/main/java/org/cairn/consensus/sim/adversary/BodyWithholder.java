package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Bytes;

/// Proposes headers whose block body it keeps to itself: most get another payload under the header,
/// and whoever asks for the block gets none.
final class BodyWithholder extends Corrupt {
  BodyWithholder(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal proposal) || proposal.block().header().isReproposal()) {
      super.broadcast(message);
      return;
    }
    ProposedBlock block = proposal.block();
    byte[] garbage = {1, (byte) chance().nextInt(256)};
    ProposedBlock hollow =
        new ProposedBlock(block.header(), block.justification(), Bytes.of(garbage));
    for (SimNode other : others()) {
      boolean whole = oneIn(3);
      node.transmit(other.index(), whole ? proposal : new Proposal(hollow, proposal.signature()));
    }
  }

  @Override
  public void sendTo(int to, Message message) {
    if (!(message instanceof Message.BlockResponse)) {
      super.sendTo(to, message);
    }
  }
}
