package org.cairn.consensus.simplex;

import java.util.List;
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
}
