package org.cairn.consensus.sim.adversary;

import java.util.Arrays;
import java.util.List;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.sim.world.SimNode;

/// Proposes with a justification that is missing, lacks a view, is forged, or is of another epoch
/// or view.
final class UnjustifiedLeader extends Corrupt {
  UnjustifiedLeader(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    if (!(message instanceof Proposal proposal) || oneIn(3)) {
      super.broadcast(message);
      return;
    }
    ProposedBlock block = proposal.block();
    if (oneIn(3)) {
      super.broadcast(signed(Forgery.displaced(block, chance().nextInt(3))));
      return;
    }
    ProposedBlock bad = Forgery.with(block, spoil(block.justification()), block.payload());
    super.broadcast(signed(bad));
  }

  @Override
  public boolean receives(int from, Message message) {
    // Of the honest alone: corrupt ones who answered each other would never end.
    if (message instanceof Proposal proposal && world.isHonest(from) && oneIn(3)) {
      ProposedBlock usurped = Forgery.by(self(), proposal.block());
      super.broadcast(signed(usurped));
    }
    return true;
  }

  private Justification spoil(Justification good) {
    Certificate parent = good.parent();
    return switch (chance().nextInt(4)) {
      case 0 -> new Justification(null, good.skips());
      case 1 ->
          new Justification(
              parent,
              good.skips().isEmpty() ? List.of() : good.skips().subList(1, good.skips().size()));
      case 2 -> new Justification(parent == null ? null : unsigned(parent), good.skips());
      default -> new Justification(parent == null ? null : elsewhere(parent), good.skips());
    };
  }

  private Certificate unsigned(Certificate parent) {
    boolean[] all = new boolean[node.stakes().size()];
    Arrays.fill(all, true);
    return new Certificate(parent.ballot(), SignerSet.of(all), parent.signature());
  }

  private static Certificate elsewhere(Certificate parent) {
    Round round = parent.ballot().round();
    Ballot ballot =
        new Ballot(
            parent.kind(), new Round(round.epoch() + 1, round.view()), parent.ballot().blockId());
    return new Certificate(ballot, parent.signers(), parent.signature());
  }
}
