package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Why nothing becomes final, as this node sees it: who has said what in the current view, and what
/// it waits for.
public record StallReport(
    Round round,
    int leader,
    Awaited awaited,
    @Nullable Hash proposal,
    int missingBlocks,
    long quorum,
    long total,
    List<Said> validators,
    long finalizedView,
    @Nullable Unfinalized unfinalized) {
  /// What the current view lacks.
  public enum Awaited {
    /// The leader's block.
    PROPOSAL,
    /// A block that a certificate names and that no peer has sent yet.
    BLOCK,
    /// The execution's verdict on the leader's block.
    EXECUTION,
    /// Votes: a quorum for the block, or one to nullify the view.
    CERTIFICATE,
    /// The commit of the epoch's last block, behind which the next epoch begins.
    NEXT_EPOCH
  }

  /// What a validator has said in the current view.
  public record Said(
      int validator,
      long weight,
      @Nullable Hash notarized,
      boolean nullified,
      @Nullable Hash finalized) {
    public boolean isSilent() {
      return notarized == null && !nullified && finalized == null;
    }
  }

  /// The newest notarized block that is not final, and the weight of the votes to finalize it.
  public record Unfinalized(long view, Hash block, long finalizeWeight) {}

  public StallReport {
    validators = List.copyOf(validators);
  }

  /// Those who have said nothing in the current view.
  public List<Integer> silent() {
    return validators.stream().filter(Said::isSilent).map(Said::validator).toList();
  }

  public long notarizeWeight() {
    return validators.stream()
        .filter(said -> said.notarized() != null)
        .mapToLong(Said::weight)
        .sum();
  }

  public long nullifyWeight() {
    return validators.stream().filter(Said::nullified).mapToLong(Said::weight).sum();
  }

  static StallReport of(EngineState state, int missingBlocks) {
    long view = state.position().view;
    ViewState current = state.views().open(view);
    ValidatorSet set = state.validators();
    List<Said> said = new ArrayList<>();
    for (int i = 0; i < set.size(); i++) {
      said.add(
          new Said(
              i,
              set.weight(i),
              block(current.tally.vote(VoteKind.NOTARIZE, i)),
              current.tally.vote(VoteKind.NULLIFY, i) != null,
              block(current.tally.vote(VoteKind.FINALIZE, i))));
    }
    return new StallReport(
        state.round(view),
        state.schedule().leader(view),
        awaited(state, current, missingBlocks),
        current.proposal,
        missingBlocks,
        set.quorum(),
        set.total(),
        said,
        state.views().finalizedView(),
        unfinalized(state));
  }

  private static @Nullable Hash block(@Nullable Vote vote) {
    return vote == null ? null : vote.ballot().blockId();
  }

  private static Awaited awaited(EngineState state, ViewState current, int missingBlocks) {
    if (state.position().closed) {
      return Awaited.NEXT_EPOCH;
    }
    if (missingBlocks > 0) {
      return Awaited.BLOCK;
    }
    Hash proposal = current.proposal;
    if (proposal == null) {
      return Awaited.PROPOSAL;
    }
    BlockTree.Node node = state.tree().get(proposal);
    boolean executing = node != null && node.status == BlockTree.Status.VERIFYING;
    return executing ? Awaited.EXECUTION : Awaited.CERTIFICATE;
  }

  private static @Nullable Unfinalized unfinalized(EngineState state) {
    for (ViewState view : state.views().descending()) {
      if (view.view <= state.views().finalizedView()) {
        return null;
      }
      if (view.notarization != null) {
        Ballot notarized = view.notarization.ballot();
        long weight = view.tally.weight(Ballot.finalize(notarized.round(), notarized.blockId()));
        return new Unfinalized(view.view, notarized.blockId(), weight);
      }
    }
    return null;
  }
}
