package org.cairn.consensus.sim;

import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// Adversary: as a leader shows two blocks to two parts of the validators, sometimes an invalid one
/// or one whose payload does not belong to it; as a voter notarizes, nullifies and finalizes
/// everything that it sees, and sends forged signatures.
final class EquivocatingNode extends SimNode {
  EquivocatingNode(Simulator sim, int index) {
    super(sim, index);
  }

  @Override
  VoteSigner signer(SigningGuard guard) {
    return new GuardedFakeSigner(index, null);
  }

  @Override
  void broadcast(Message message) {
    switch (message) {
      case Proposal proposal -> {
        Proposal second = second(proposal.block());
        int split = sim.random.nextInt();
        for (SimNode other : sim.nodes) {
          if (other.index != index) {
            sendTo(other.index, (split >> other.index & 1) == 0 ? proposal : second);
            if (sim.random.nextInt(4) == 0) {
              sendTo(other.index, second);
            }
          }
        }
      }
      case Vote vote -> {
        super.broadcast(vote);
        Round round = vote.ballot().round();
        Hash id = vote.ballot().blockId();
        super.broadcast(vote(Ballot.nullify(round)));
        if (!id.equals(Hash.ZERO)) {
          super.broadcast(vote(Ballot.finalize(round, id)));
        }
        if (sim.random.nextInt(3) == 0) {
          Hash other = Sha256.hash(id.toArray());
          super.broadcast(vote(Ballot.notarize(round, other)));
          super.broadcast(vote(Ballot.finalize(round, other)));
        }
      }
      default -> super.broadcast(message);
    }
  }

  @Override
  void deliver(int from, Message message) {
    super.deliver(from, message);
    if (message instanceof Proposal proposal && isUp()) {
      Ballot ballot = proposal.vote().ballot();
      super.broadcast(
          sim.random.nextInt(5) == 0
              ? new Vote(ballot, index, FakeBls.forged(sim.random.nextInt()))
              : vote(ballot));
    }
  }

  private Vote vote(Ballot ballot) {
    Bytes signature = FakeBls.sign(FakeBls.key(index), sim.context.signingRoot(ballot));
    return new Vote(ballot, index, signature);
  }

  /// Another block for the same place.
  private Proposal second(ProposedBlock block) {
    byte[] payload = new byte[12];
    payload[0] = sim.random.nextInt(3) == 0 ? INVALID_MARK : 1;
    payload[1] = (byte) sim.random.nextInt(256);
    Hash root = sim.random.nextInt(4) == 0 ? Hash.ZERO : Sha256.hash(payload);
    ConsensusHeader from = block.header();
    ConsensusHeader header =
        new ConsensusHeader(
            from.round(),
            from.parentView(),
            from.parentId(),
            from.height(),
            from.proposer(),
            from.timestampMillis() + 1,
            root,
            from.justificationRoot());
    ProposedBlock second = new ProposedBlock(header, block.justification(), Bytes.of(payload));
    return new Proposal(second, vote(Ballot.notarize(header.round(), header.id())).signature());
  }
}
