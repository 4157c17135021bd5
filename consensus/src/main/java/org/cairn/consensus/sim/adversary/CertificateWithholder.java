package org.cairn.consensus.sim.adversary;

import java.util.List;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.simplex.EngineConfig;

/// Gathers votes and passes certificates on at the last moment only: a notarization to a single
/// node, a nullification of the same view to the others.
final class CertificateWithholder extends Corrupt {

  private final CertificateHoard hoard = new CertificateHoard(node);

  CertificateWithholder(SimNode node) {
    super(node);
  }

  @Override
  public boolean receives(int from, Message message) {
    hoard.add(message);
    return true;
  }

  @Override
  public void entered(long view) {
    long last = view - 1;
    if (last < 1) {
      return;
    }
    EngineConfig config = world.scenario().config();
    Round before = round(last);
    hoard.add(node.sign(Ballot.nullify(before)));
    node.later(
        2 * config.baseTimeoutMillis(),
        () -> {
          List<SimNode> others = others();
          SimNode lucky = others.get(chance().nextInt(others.size()));
          Certificate notarization = hoard.notarization(last);
          Certificate nullification = hoard.nullification(last);
          for (SimNode other : others) {
            Certificate shown = other == lucky ? notarization : nullification;
            if (shown != null) {
              node.transmit(other.index(), shown);
            }
          }
        });
  }

  @Override
  public void broadcast(Message message) {
    hoard.add(message);
    switch (message) {
      case Certificate _ -> {}
      case Vote vote when vote.ballot().kind() == VoteKind.NOTARIZE -> sendToSome(vote, 30);
      default -> super.broadcast(message);
    }
  }

  @Override
  public void sendTo(int to, Message message) {
    if (!(message instanceof Certificate)) {
      super.sendTo(to, message);
    }
  }
}
