package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What is known of one view, and what this node has said in it. The three fields of its own votes
/// are the ones that safety rests on: they are set before the vote is signed and never cleared.
final class ViewState {
  final long view;
  final VoteTally tally;

  /// The first block seen from the leader, the only one that is voted for.
  @Nullable Hash proposal;

  /// The leader's block claims a time too far ahead of this node's clock.
  boolean fromTheFuture;

  @Nullable Certificate notarization;
  @Nullable Certificate nullification;
  @Nullable Certificate finalization;

  @Nullable Hash myNotarize;
  boolean myNullify;
  @Nullable Hash myFinalize;

  /// This node's own votes and proposal, once durable; sent again to whoever may lack them.
  final List<Message> said = new ArrayList<>();

  /// Validators whose offence in this view has been looked into.
  final boolean[] accused;

  ViewState(long view, ValidatorSet validators) {
    this.view = view;
    this.tally = new VoteTally(validators);
    this.accused = new boolean[validators.size()];
  }

  /// Whether this is the leader's first block.
  boolean isProposal(Hash blockId) {
    return proposal != null && proposal.equals(blockId);
  }

  @Nullable Certificate certificate(VoteKind kind) {
    return switch (kind) {
      case NOTARIZE -> notarization;
      case NULLIFY -> nullification;
      case FINALIZE -> finalization;
    };
  }

  /// Keeps the first certificate of each kind.
  boolean hold(Certificate certificate) {
    if (certificate(certificate.kind()) != null) {
      return false;
    }
    switch (certificate.kind()) {
      case NOTARIZE -> notarization = certificate;
      case NULLIFY -> nullification = certificate;
      case FINALIZE -> finalization = certificate;
    }
    return true;
  }

  /// What proves the entry into the next view, the most useful first.
  @Nullable Certificate best() {
    if (finalization != null) {
      return finalization;
    }
    return notarization != null ? notarization : nullification;
  }
}
