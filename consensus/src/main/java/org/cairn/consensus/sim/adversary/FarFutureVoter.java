package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Hash;

/// Floods the others with votes for views far ahead, long past, and of other epochs.
final class FarFutureVoter extends Corrupt {

  private static final int BURST = 12;

  FarFutureVoter(SimNode node) {
    super(node);
  }

  @Override
  public void entered(long view) {
    long epoch = node.context().epoch();
    for (int i = 0; i < BURST; i++) {
      long ahead = oneIn(2) ? chance().nextInt(40) : chance().nextLong(1L << 40);
      long behind = Math.max(1, view - chance().nextInt(60));
      Round round =
          switch (chance().nextInt(4)) {
            case 0 -> new Round(epoch + 1 + chance().nextInt(3), 1 + ahead);
            case 1 -> new Round(epoch, behind);
            default -> new Round(epoch, view + ahead);
          };
      Hash block = unknownBlock();
      Vote vote =
          switch (chance().nextInt(3)) {
            case 0 -> anySigned(Ballot.nullify(round));
            case 1 -> anySigned(Ballot.notarize(round, block));
            default -> anySigned(Ballot.finalize(round, block));
          };
      super.broadcast(vote);
    }
  }
}
