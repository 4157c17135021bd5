package org.cairn.consensus.sim.adversary;

import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;

/// Blocks that adversaries make of others.
final class Forgery {
  private Forgery() {}

  /// The same place in the chain with another justification and payload.
  static ProposedBlock with(ProposedBlock block, Justification justification, Bytes payload) {
    ConsensusHeader from = block.header();
    ConsensusHeader header =
        new ConsensusHeader(
            from.round(),
            from.parentView(),
            from.parentId(),
            from.height(),
            from.proposer(),
            from.timestampMillis(),
            Sha256.hash(payload.shared()),
            from.staking(),
            justification.root(),
            from.randaoReveal(),
            from.nextSetRoot(),
            from.reproposalOf());
    return new ProposedBlock(header, justification, payload);
  }

  /// A block for the header's view on another parent.
  static ProposedBlock on(
      ProposedBlock parent, ConsensusHeader from, Justification justification, Bytes payload) {
    ConsensusHeader above = parent.header();
    ConsensusHeader header =
        new ConsensusHeader(
            from.round(),
            above.view(),
            parent.id(),
            above.height() + 1,
            from.proposer(),
            Math.max(from.timestampMillis(), above.timestampMillis() + 1),
            Sha256.hash(payload.shared()),
            from.staking(),
            justification.root(),
            from.randaoReveal(),
            from.nextSetRoot(),
            from.reproposalOf());
    return new ProposedBlock(header, justification, payload);
  }
}
