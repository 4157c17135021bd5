package org.cairn.consensus.simplex;

import java.util.List;
import java.util.Objects;
import org.cairn.consensus.crypto.BlsProvider;
import org.cairn.consensus.crypto.CertificateVerifier;
import org.cairn.consensus.epoch.Boundary;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Decides whether a block may have the parent that it names. All certificates are checked as they
/// stand in the block, even when this node holds others for the same ballots: what goes into the
/// chain has to convince whoever was not there.
final class JustificationVerifier {
  private final CertificateVerifier certificates;
  private final @Nullable CertificateVerifier ofEpochBefore;
  private final ViewStore views;
  private final EpochContext context;
  private final EpochBoundary boundary;

  JustificationVerifier(EngineState state, CertificateVerifier certificates, BlsProvider bls) {
    this.certificates = certificates;
    Boundary before = state.before();
    this.ofEpochBefore = before == null ? null : new CertificateVerifier(before.epoch(), bls);
    this.views = state.views();
    this.context = state.context();
    this.boundary = state.boundary();
  }

  /// The cheap part: the right certificates are there, none is missing or surplus.
  boolean isComplete(ConsensusHeader header, Justification justification) {
    return header.justificationRoot().equals(justification.root())
        && parentFits(header, justification)
        && skipsFit(header, justification.skips());
  }

  /// The expensive part: every certificate has a quorum and a valid signature.
  boolean isProven(Justification justification) {
    Certificate parent = justification.parent();
    if (parent != null && !isParentValid(parent)) {
      return false;
    }
    for (Certificate skip : justification.skips()) {
      if (!isValid(skip)) {
        return false;
      }
    }
    return true;
  }

  private boolean parentFits(ConsensusHeader header, Justification justification) {
    Certificate parent = justification.parent();
    ConsensusHeader reproposal = justification.reproposal();
    if (header.parentView() == 0) {
      return header.parentId().equals(context.root().id())
          && (ofEpochBefore == null
              ? parent == null && reproposal == null
              : parent != null && endsEpochBefore(parent, reproposal));
    }
    return parent != null
        && reproposal == null
        && parent.kind() != VoteKind.NULLIFY
        && parent.ballot().round().epoch() == header.round().epoch()
        && parent.view() == header.parentView()
        && parent.ballot().blockId().equals(header.parentId());
  }

  /// A child of the epoch's root shows that this root is final in the epoch before: by its own
  /// finalization, or by that of a re-proposal of it.
  private boolean endsEpochBefore(Certificate parent, @Nullable ConsensusHeader reproposal) {
    Ballot ballot = parent.ballot();
    if (parent.kind() != VoteKind.FINALIZE || ballot.round().epoch() != context.epoch() - 1) {
      return false;
    }
    Hash root = context.root().id();
    if (reproposal == null) {
      return ballot.blockId().equals(root);
    }
    return ballot.blockId().equals(reproposal.id())
        && ballot.round().equals(reproposal.round())
        && Objects.equals(root, reproposal.reproposalOf())
        && reproposal.height() == context.root().height();
  }

  private static boolean skipsFit(ConsensusHeader header, List<Certificate> skips) {
    if (skips.size() != header.view() - header.parentView() - 1) {
      return false;
    }
    long view = header.parentView();
    for (Certificate skip : skips) {
      view++;
      if (skip.kind() != VoteKind.NULLIFY
          || skip.view() != view
          || skip.ballot().round().epoch() != header.round().epoch()) {
        return false;
      }
    }
    return true;
  }

  private boolean isParentValid(Certificate parent) {
    if (parent.ballot().round().epoch() == context.epoch()) {
      return isValid(parent);
    }
    return parent.equals(boundary.rootFinalization())
        || (ofEpochBefore != null && ofEpochBefore.isValid(parent));
  }

  /// A certificate that is held, to the byte, has been checked before.
  private boolean isValid(Certificate certificate) {
    ViewState state = views.get(certificate.view());
    boolean held = state != null && certificate.equals(state.certificate(certificate.kind()));
    return held || certificates.isValid(certificate);
  }
}
