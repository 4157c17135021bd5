package org.cairn.consensus.sim;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;

/// Adversary: follows the protocol, but never votes to finalize, tells its other votes only to
/// some, shows each certificate to a single peer, and proposes to a random part of the validators.
final class WithholdingNode extends SimNode {
  WithholdingNode(Simulator sim, int index) {
    super(sim, index);
  }

  @Override
  void broadcast(Message message) {
    switch (message) {
      case Vote vote -> {
        if (vote.ballot().kind() != VoteKind.FINALIZE) {
          sendToSome(message, 50);
        }
      }
      case Certificate certificate -> {
        int lucky = sim.random.nextInt(sim.nodes.size());
        if (lucky != index) {
          sendTo(lucky, certificate);
        }
      }
      case Proposal proposal -> sendToSome(proposal, 70);
      case Message.Status _, Message.BlockRequest _, Message.BlockResponse _ ->
          super.broadcast(message);
    }
  }

  private void sendToSome(Message message, int percent) {
    for (SimNode other : sim.nodes) {
      if (other.index != index && sim.random.nextInt(100) < percent) {
        sendTo(other.index, message);
      }
    }
  }
}
