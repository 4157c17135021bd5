package org.cairn.consensus.journal;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;

/// One decision or one fact that a restarted node needs.
public sealed interface JournalRecord {
  /// The round it belongs to: records of rounds at or below the committed one can be dropped.
  Round round();

  /// A vote of this node, durable before anybody else sees it.
  record Voted(Vote vote) implements JournalRecord {
    @Override
    public Round round() {
      return vote.ballot().round();
    }
  }

  /// A block that this node votes for: a quorum of voters holds it, whatever the leader does.
  record BlockStored(ProposedBlock block) implements JournalRecord {
    @Override
    public Round round() {
      return block.header().round();
    }
  }

  /// A certificate seen or made. Only progress depends on it.
  record CertificateStored(Certificate certificate) implements JournalRecord {
    @Override
    public Round round() {
      return certificate.ballot().round();
    }
  }
}
