package org.cairn.consensus.sim.adversary;

import java.util.ArrayDeque;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Repeats old messages of its own and of others, and votes that are signed for another chain.
final class Replayer extends Corrupt {

  private static final int KEPT = 64;

  private final ArrayDeque<Message> old = new ArrayDeque<>();

  Replayer(SimNode node) {
    super(node);
  }

  @Override
  public boolean receives(int from, Message message) {
    old.add(message);
    if (old.size() > KEPT) {
      Message again = old.remove();
      if (oneIn(4)) {
        SimNode to = others().get(chance().nextInt(others().size()));
        node.transmit(to.index(), again);
      }
    }
    return true;
  }

  @Override
  public void broadcast(Message message) {
    super.broadcast(message);
    if (message instanceof Vote vote) {
      old.add(vote);
      super.broadcast(elsewhere(vote));
    }
  }

  /// The same vote under the signing root of another chain.
  private Vote elsewhere(Vote vote) {
    Hash here = world.context().signingRoot(vote.ballot());
    Hash there = Sha256.hash(here.shared());
    Bytes signature = world.crypto().sign(node.validator(), there);
    return new Vote(vote.ballot(), vote.validator(), signature);
  }
}
