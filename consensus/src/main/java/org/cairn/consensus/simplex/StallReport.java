package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Why a view lasts: the weights seen in it, who is missing, and what this node waits for.
public record StallReport(
    long view,
    int leader,
    long quorum,
    long notarizeWeight,
    long nullifyWeight,
    List<Integer> silent,
    @Nullable Hash proposal,
    int missingBlocks) {
  public StallReport {
    silent = List.copyOf(silent);
  }

  static StallReport of(ViewState state, int leader, ValidatorSet validators, int missingBlocks) {
    List<Integer> silent = new ArrayList<>();
    for (int i = 0; i < validators.size(); i++) {
      if (!state.tally.hasAny(i)) {
        silent.add(i);
      }
    }
    return new StallReport(
        state.view,
        leader,
        validators.quorum(),
        state.tally.weight(VoteKind.NOTARIZE),
        state.tally.weight(VoteKind.NULLIFY),
        silent,
        state.proposal,
        missingBlocks);
  }
}
