package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.world.SimNode;

/// Fights the end of epochs: gives no vote to finalize near it and passes no finalization on;
/// proposes new blocks where the last one has to be repeated; and names other validators for the
/// next epoch.
final class BoundaryAttacker extends Corrupt {
  BoundaryAttacker(SimNode node) {
    super(node);
  }

  private boolean isNearTheEnd(long height) {
    return height >= node.context().lastHeight() - 1;
  }

  @Override
  public void broadcast(Message message) {
    switch (message) {
      case Vote vote when vote.ballot().kind() == VoteKind.FINALIZE -> {
        if (!isNearTheEnd(node.height() + 1)) {
          super.broadcast(vote);
        }
      }
      case Certificate certificate when certificate.kind() == VoteKind.FINALIZE -> {
        if (!isNearTheEnd(node.height() + 1)) {
          super.broadcast(certificate);
        }
      }
      case Proposal proposal -> super.broadcast(spoiled(proposal));
      default -> super.broadcast(message);
    }
  }

  private Proposal spoiled(Proposal proposal) {
    ProposedBlock block = proposal.block();
    if (block.header().isReproposal() && !oneIn(3)) {
      return signed(Forgery.beyond(block, node.sign(proposal.vote().ballot()).signature()));
    }
    if (block.header().nextSetRoot() != null && oneIn(2)) {
      return signed(Forgery.committing(block, unknownBlock()));
    }
    return proposal;
  }
}
