package org.cairn.consensus.sim.adversary;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
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
    return node.leader(view) == node.validator();
  }

  static Round round(Vote vote) {
    return vote.ballot().round();
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
    return signed(with(block, block.justification(), payload, Sha256.hash(payload)));
  }

  static ProposedBlock with(
      ProposedBlock block, Justification justification, byte[] payload, Hash payloadRoot) {
    ConsensusHeader from = block.header();
    ConsensusHeader header =
        new ConsensusHeader(
            from.round(),
            from.parentView(),
            from.parentId(),
            from.height(),
            from.proposer(),
            from.timestampMillis(),
            payloadRoot,
            justification.root());
    return new ProposedBlock(header, justification, Bytes.of(payload));
  }

  final Proposal signed(ProposedBlock block) {
    Vote vote = node.sign(Ballot.notarize(block.header().round(), block.id()));
    return new Proposal(block, vote.signature());
  }
}
