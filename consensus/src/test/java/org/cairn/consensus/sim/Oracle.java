package org.cairn.consensus.sim;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.types.Hash;

/// Watches what leaves the nodes and restates the rules of safety, without production code.
final class Oracle {
  /// What a validator has said in a view, over all its incarnations.
  private static final class Said {
    final Set<Hash> notarized = new HashSet<>();
    final Set<Hash> finalized = new HashSet<>();
    boolean nullified;
  }

  private record Place(int validator, long view) {}

  private final Map<Long, Hash> finalBlocks = new HashMap<>();
  private final Map<Place, Said> said = new HashMap<>();
  private final Set<Integer> dishonest;
  private final long seed;

  Oracle(long seed, Set<Integer> dishonest) {
    this.seed = seed;
    this.dishonest = dishonest;
  }

  /// Agreement: one block a height, whoever says so.
  void finalized(int node, long height, Hash id) {
    Hash other = finalBlocks.putIfAbsent(height, id);
    check(
        other == null || other.equals(id),
        "node " + node + " finalized " + id + " at height " + height + ", another " + other);
  }

  /// No honest validator says two things that convict it, restarts or not.
  void sent(Vote vote) {
    if (dishonest.contains(vote.validator())) {
      return;
    }
    Said before =
        said.computeIfAbsent(new Place(vote.validator(), vote.ballot().view()), _ -> new Said());
    Hash id = vote.ballot().blockId();
    switch (vote.ballot().kind()) {
      case NOTARIZE -> before.notarized.add(id);
      case NULLIFY -> before.nullified = true;
      case FINALIZE -> before.finalized.add(id);
    }
    Set<Hash> blocks = new HashSet<>(before.finalized);
    if (!before.finalized.isEmpty()) {
      blocks.addAll(before.notarized);
    }
    boolean honest =
        before.notarized.size() <= 1
            && blocks.size() <= 1
            && !(before.nullified && !before.finalized.isEmpty());
    check(honest, "validator " + vote.validator() + " convicts itself with " + vote.ballot());
  }

  /// Nobody honest is accused, and the accusation is what it says.
  void accused(Evidence evidence) {
    check(
        dishonest.contains(evidence.validator()),
        "honest validator " + evidence.validator() + " accused: " + evidence);
    VoteKind first = evidence.first().ballot().kind();
    VoteKind second = evidence.second().ballot().kind();
    boolean sameView = evidence.first().ballot().round().equals(evidence.second().ballot().round());
    boolean timeout = first != second && first != VoteKind.FINALIZE && second != VoteKind.FINALIZE;
    check(sameView && !timeout, "no offence: " + evidence);
  }

  void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("seed " + seed + ": " + what);
    }
  }
}
