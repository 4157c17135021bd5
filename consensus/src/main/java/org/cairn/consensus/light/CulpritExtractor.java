package org.cairn.consensus.light;

import java.util.List;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.CertificateVerifier;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.types.Hash;

/// Finds who is to blame for two finality proofs of one epoch that exclude each other (§1.3), from
/// the proofs alone.
///
/// Let b be final in view v, and c in view w, not before v. On c's chain there is a lowest block
/// above view v. Its parent is of view v and not b: then the certificate that it shows for this
/// parent contradicts the finalization of b. Or the parent is of an earlier view: then it shows
/// that v was nullified, which contradicts it too. When v and w are one view, the finalizations
/// contradict each other. Two quorums share more than a third of the weight, and whoever is in both
/// has signed both.
public final class CulpritExtractor {
  private final EpochContext context;
  private final CertificateVerifier certificates;
  private final FinalityVerifier proofs;

  public CulpritExtractor(EpochContext context, BlsProvider bls) {
    this.context = context;
    this.certificates = new CertificateVerifier(context, bls);
    this.proofs = new FinalityVerifier(context, bls);
  }

  /// Compares two proofs of this extractor's epoch, in any order.
  public Conflict compare(FinalityProof a, FinalityProof b) {
    if (!proofs.isFinal(a)) {
      return new Conflict.Unproven("the first proof proves nothing");
    }
    if (!proofs.isFinal(b)) {
      return new Conflict.Unproven("the second proof proves nothing");
    }
    boolean inOrder = a.finalization().view() <= b.finalization().view();
    return inOrder ? follow(a.finalization(), b) : follow(b.finalization(), a);
  }

  private Conflict follow(Certificate lower, FinalityProof upper) {
    long view = lower.view();
    Hash finalBlock = lower.ballot().blockId();
    if (upper.finalization().view() == view) {
      return sameBlock(upper.finalization(), finalBlock)
          ? new Conflict.None()
          : guilty(lower, upper.finalization());
    }
    List<FinalityProof.Link> path = upper.path();
    for (FinalityProof.Link link : path) {
      ConsensusHeader header = link.header();
      if (header.parentView() > view) {
        continue;
      }
      if (header.parentView() < view) {
        int skipped = (int) (view - header.parentView() - 1);
        List<Certificate> skips = link.justification().skips();
        return skipped < skips.size()
            ? guilty(lower, skips.get(skipped))
            : new Conflict.Unproven("a skip is missing in the justification of " + header.round());
      }
      if (header.parentId().equals(finalBlock)) {
        return new Conflict.None();
      }
      Certificate parent = link.justification().parent();
      return parent != null && sameBlock(parent, header.parentId())
          ? guilty(lower, parent)
          : new Conflict.Unproven("no certificate of the parent of " + header.round());
    }
    return new Conflict.TooShort(path.getLast().header().height() - 1);
  }

  private static boolean sameBlock(Certificate certificate, Hash blockId) {
    return certificate.ballot().blockId().equals(blockId);
  }

  private Conflict guilty(Certificate finalization, Certificate other) {
    Evidence.Offence offence = Evidence.offence(finalization.ballot(), other.ballot());
    if (offence == null || !certificates.isValid(other)) {
      return new Conflict.Unproven(
          "the certificate of " + other.ballot() + " in a justification proves nothing");
    }
    ValidatorSet validators = context.validators();
    boolean[] both = new boolean[validators.size()];
    for (int i = 0; i < both.length; i++) {
      both[i] = finalization.signers().contains(i) && other.signers().contains(i);
    }
    SignerSet guilty = SignerSet.of(both);
    return new Conflict.Guilty(offence, finalization, other, guilty, validators.weight(guilty));
  }
}
