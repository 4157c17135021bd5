package org.cairn.consensus.sim.adversary;

import java.util.ArrayDeque;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Repeats old messages of its own and of others, votes that are signed for another chain, and
/// certificates under another name: another view, kind or block with the same signature.
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
    if (message instanceof Certificate certificate) {
      super.broadcast(renamed(certificate));
    }
    if (message instanceof Vote vote) {
      old.add(vote);
      super.broadcast(elsewhere(vote));
    }
  }

  private Certificate renamed(Certificate certificate) {
    Ballot from = certificate.ballot();
    Round next = new Round(from.round().epoch(), from.view() + 1);
    Hash block = from.kind() == VoteKind.NULLIFY ? unknownBlock() : from.blockId();
    Ballot ballot =
        switch (chance().nextInt(4)) {
          case 0 -> new Ballot(from.kind(), next, from.blockId());
          case 1 -> Ballot.nullify(from.round());
          case 2 -> Ballot.finalize(from.round(), block);
          default -> Ballot.notarize(from.round(), unknownBlock());
        };
    return new Certificate(ballot, certificate.signers(), certificate.signature());
  }

  /// The same vote under the signing root of another chain.
  private Vote elsewhere(Vote vote) {
    Hash there = Sha256.hash(vote.signature().shared());
    Bytes signature = world.crypto().sign(node.key(), there);
    return new Vote(vote.ballot(), vote.validator(), signature);
  }
}
