package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.FakeBls;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Bytes;

/// Votes with signatures that are none. Two of them together send votes whose signatures are wrong
/// each and right in sum.
final class SignatureForger extends Corrupt {

  private static final int SHARED_BYTE = 20;

  SignatureForger(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Vote vote)) {
      super.broadcast(message);
      return;
    }
    switch (chance().nextInt(3)) {
      case 0 -> super.broadcast(vote);
      case 1 -> super.broadcast(with(vote, FakeBls.forged(chance().nextInt())));
      default -> super.broadcast(with(vote, shifted(vote)));
    }
  }

  /// Both of a pair add the same thing, which cancels out where signatures are added.
  private static Bytes shifted(Vote vote) {
    byte[] signature = vote.signature().toArray();
    signature[SHARED_BYTE] ^= (byte) (vote.ballot().view() | 1);
    return Bytes.wrap(signature);
  }

  private static Vote with(Vote vote, Bytes signature) {
    return new Vote(vote.ballot(), vote.validator(), signature);
  }
}
