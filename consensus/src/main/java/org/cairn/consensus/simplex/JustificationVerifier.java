package org.cairn.consensus.simplex;

import java.util.List;
import org.cairn.consensus.crypto.CertificateVerifier;
import org.cairn.consensus.epoch.RootBlock;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.VoteKind;
import org.jspecify.annotations.Nullable;

/// Decides whether a block may have the parent that it names. All certificates are checked as they
/// stand in the block, even when this node holds others for the same ballots: what goes into the
/// chain has to convince whoever was not there.
final class JustificationVerifier {
  private final CertificateVerifier certificates;
  private final ViewStore views;
  private final RootBlock epochRoot;

  JustificationVerifier(CertificateVerifier certificates, ViewStore views, RootBlock epochRoot) {
    this.certificates = certificates;
    this.views = views;
    this.epochRoot = epochRoot;
  }

  /// The cheap part: the right certificates are there, none is missing or surplus.
  boolean isComplete(ConsensusHeader header, Justification justification) {
    return header.justificationRoot().equals(justification.root())
        && parentFits(header, justification.parent())
        && skipsFit(header, justification.skips());
  }

  /// The expensive part: every certificate has a quorum and a valid signature.
  boolean isProven(Justification justification) {
    Certificate parent = justification.parent();
    if (parent != null && !isValid(parent)) {
      return false;
    }
    for (Certificate skip : justification.skips()) {
      if (!isValid(skip)) {
        return false;
      }
    }
    return true;
  }

  private boolean parentFits(ConsensusHeader header, @Nullable Certificate parent) {
    if (header.parentView() == 0) {
      return parent == null && header.parentId().equals(epochRoot.id());
    }
    return parent != null
        && parent.kind() != VoteKind.NULLIFY
        && parent.ballot().round().epoch() == header.round().epoch()
        && parent.view() == header.parentView()
        && parent.ballot().blockId().equals(header.parentId());
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

  /// A certificate that is held, to the byte, has been checked before.
  private boolean isValid(Certificate certificate) {
    ViewState state = views.get(certificate.view());
    boolean held = state != null && certificate.equals(state.certificate(certificate.kind()));
    return held || certificates.isValid(certificate);
  }
}
