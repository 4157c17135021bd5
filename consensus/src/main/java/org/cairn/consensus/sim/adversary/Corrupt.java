package org.cairn.consensus.sim.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.world.Behaviour;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// What strategies share: they follow their engine where they do not override it, and their key
/// signs whatever they like.
abstract class Corrupt extends Behaviour {
  Corrupt(SimNode node) {
    super(node);
  }

  @Override
  public final boolean isHonest() {
    return false;
  }

  final SplittableRandom chance() {
    return world.chance();
  }

  final boolean oneIn(int bound) {
    return chance().nextInt(bound) == 0;
  }

  /// The other nodes of the world.
  final List<SimNode> others() {
    List<SimNode> others = new ArrayList<>(world.nodes());
    others.remove(node);
    return others;
  }

  /// Sends to each other node with this probability.
  final void sendToSome(Message message, int percent) {
    for (SimNode other : others()) {
      if (chance().nextInt(100) < percent) {
        node.transmit(other.index(), message);
      }
    }
  }

  final void say(Ballot ballot) {
    node.transmitToAll(node.sign(ballot));
  }

  final boolean leads(long view) {
    return node.validator() >= 0 && node.leader(view) == node.validator();
  }

  /// Its place among the validators; whoever is not among them claims the first.
  final int self() {
    return Math.max(0, node.validator());
  }

  static Round round(Vote vote) {
    return vote.ballot().round();
  }

  final Round round(long view) {
    return new Round(node.context().epoch(), view);
  }

  /// A signed vote for any round. One of another epoch is signed as if for this one: nobody knows
  /// that epoch's validators yet.
  final Vote anySigned(Ballot ballot) {
    long epoch = node.context().epoch();
    if (ballot.round().epoch() == epoch) {
      return node.sign(ballot);
    }
    Ballot here = new Ballot(ballot.kind(), round(ballot.view()), ballot.blockId());
    return new Vote(ballot, self(), node.sign(here).signature());
  }

  /// A block id that nobody knows.
  final Hash unknownBlock() {
    return Sha256.hash(Bytes.of((byte) chance().nextInt(), (byte) chance().nextInt()).toArray());
  }

  /// Another block for the same place, signed.
  final Proposal sibling(ProposedBlock block) {
    byte[] payload = new byte[12];
    payload[0] = 1;
    payload[1] = (byte) chance().nextInt(256);
    payload[2] = (byte) chance().nextInt(256);
    return signed(
        Forgery.with(block, block.justification(), world.executing(Bytes.of(payload), block)));
  }

  final Proposal signed(ProposedBlock block) {
    Vote vote = node.sign(Ballot.notarize(block.header().round(), block.id()));
    return new Proposal(block, vote.signature());
  }
}
