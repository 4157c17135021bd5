package org.cairn.consensus.epoch;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.jspecify.annotations.Nullable;

/// How an epoch ended: its context, and the proof that its last block is final. Every child of that
/// block in the next epoch shows the finalization.
public record Boundary(EpochContext epoch, FinalityProof proof) {
  /// @throws IllegalArgumentException when the proven block is not the epoch's last
  public Boundary {
    ConsensusHeader header = proof.header();
    if (header.round().epoch() != epoch.epoch() || header.height() != epoch.lastHeight()) {
      throw new IllegalArgumentException("epoch " + epoch.epoch() + " does not end at " + header);
    }
  }

  public Certificate finalization() {
    return proof.finalization();
  }

  /// The re-proposal of the last block that the finalization names; nothing when it names the block
  /// itself.
  public @Nullable ConsensusHeader reproposal() {
    ConsensusHeader named = proof.path().getFirst().header();
    return named.isReproposal() ? named : null;
  }
}
