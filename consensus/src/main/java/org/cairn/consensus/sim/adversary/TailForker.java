package org.cairn.consensus.sim.adversary;

import java.util.List;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.world.Carried;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// As a leader builds on an older block than the newest notarized one, whenever it has the
/// nullifications to do so; and votes to nullify everything, to get them.
final class TailForker extends Corrupt {

  private static final int DEEPEST = 8;

  private final CertificateHoard hoard = new CertificateHoard(node);

  TailForker(SimNode node) {
    super(node);
  }

  @Override
  public boolean receives(int from, Message message) {
    hoard.add(message);
    return true;
  }

  @Override
  public void entered(long view) {
    if (oneIn(2)) {
      Round round = round(view);
      Vote vote = node.sign(Ballot.nullify(round));
      hoard.add(vote);
      node.transmitToAll(vote);
    }
  }

  @Override
  public void broadcast(Message message) {
    hoard.add(message);
    if (message instanceof Proposal proposal) {
      Proposal fork = fork(proposal);
      super.broadcast(fork == null ? proposal : fork);
    } else {
      super.broadcast(message);
    }
  }

  private Bytes transactions() {
    return Bytes.of((byte) 1, (byte) chance().nextInt(256), (byte) chance().nextInt(256));
  }

  private @Nullable Proposal fork(Proposal proposal) {
    ProposedBlock block = proposal.block();
    ConsensusHeader header = block.header();
    for (long view = header.view() - DEEPEST; view < header.parentView(); view++) {
      Certificate parentCertificate = hoard.notarization(view);
      ProposedBlock parent =
          parentCertificate == null ? null : hoard.block(parentCertificate.ballot().blockId());
      List<Certificate> skips = hoard.nullifications(view + 1, header.view());
      if (parent != null && skips != null) {
        Justification justification = new Justification(parentCertificate, skips);
        Carried carried = node.carry(parent.id(), transactions());
        return signed(Forgery.on(parent, header, justification, carried));
      }
    }
    return null;
  }
}
