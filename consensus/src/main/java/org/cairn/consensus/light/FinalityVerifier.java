package org.cairn.consensus.light;

import java.util.List;
import java.util.Objects;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.CertificateVerifier;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;

/// Decides whether a block is final by a proof and the epoch's validators alone.
public final class FinalityVerifier {
  private final EpochContext context;
  private final CertificateVerifier certificates;

  public FinalityVerifier(EpochContext context, BlsProvider bls) {
    this.context = context;
    this.certificates = new CertificateVerifier(context, bls);
  }

  /// Whether the proof shows that the block of its last header is final. The certificates inside
  /// the justifications are evidence for the case that another proof contradicts; finality does not
  /// depend on them, only that they are the ones the headers commit to.
  public boolean isFinal(FinalityProof proof) {
    return links(proof) && certificates.isValid(proof.finalization());
  }

  /// Everything but the signature: the headers link the finalized block to the last one.
  private boolean links(FinalityProof proof) {
    List<FinalityProof.Link> path = proof.path();
    ConsensusHeader tip = path.getFirst().header();
    if (proof.finalization().kind() != VoteKind.FINALIZE
        || !proof.finalization().ballot().round().equals(tip.round())) {
      return false;
    }
    Hash expected = proof.finalization().ballot().blockId();
    long height = tip.height();
    Hash repeated = null;
    for (FinalityProof.Link link : path) {
      ConsensusHeader header = link.header();
      boolean fits =
          header.round().epoch() == context.epoch()
              && header.height() == height
              && header.id().equals(expected)
              && header.justificationRoot().equals(link.justification().root())
              && (repeated == null || repeats(header, repeated));
      if (!fits) {
        return false;
      }
      repeated = header.reproposalOf();
      height -= header.isReproposal() ? 0 : 1;
      expected = header.parentId();
    }
    return repeated == null; // what is final is a block, not its repetition
  }

  /// The parent of a re-proposal is the block that it repeats, or repeats the same one.
  private static boolean repeats(ConsensusHeader parent, Hash repeated) {
    return parent.isReproposal()
        ? Objects.equals(repeated, parent.reproposalOf())
        : repeated.equals(parent.id());
  }
}
