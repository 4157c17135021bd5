package org.cairn.consensus.simplex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.jspecify.annotations.Nullable;

/// The votes of one view: at most one a validator and kind, so its size is bounded by the validator
/// set whatever peers send. Weights are claimed: signatures are checked when a quorum is claimed.
final class VoteTally {
  private static final int KINDS = VoteKind.FINALIZE.code();

  private final ValidatorSet validators;
  private final @Nullable Vote[][] votes = new Vote[KINDS][];
  private final boolean[][] checked = new boolean[KINDS][];
  private final long[] weightOfKind = new long[KINDS];
  private final Map<Ballot, Long> weights = new LinkedHashMap<>();

  VoteTally(ValidatorSet validators) {
    this.validators = validators;
    for (int kind = 0; kind < KINDS; kind++) {
      votes[kind] = new Vote[validators.size()];
      checked[kind] = new boolean[validators.size()];
    }
  }

  @Nullable Vote vote(VoteKind kind, int validator) {
    return votes[index(kind)][validator];
  }

  /// Counts the vote; a validator that has already voted with this kind counts no second time.
  boolean add(Vote vote, boolean signatureChecked) {
    int kind = index(vote.ballot().kind());
    if (votes[kind][vote.validator()] != null) {
      return false;
    }
    votes[kind][vote.validator()] = vote;
    checked[kind][vote.validator()] = signatureChecked;
    long weight = validators.weight(vote.validator());
    weightOfKind[kind] += weight;
    long before = weights.getOrDefault(vote.ballot(), 0L);
    weights.put(vote.ballot(), before + weight);
    return true;
  }

  /// Takes out a vote whose signature turned out to be bad.
  void remove(Vote vote) {
    int kind = index(vote.ballot().kind());
    if (!vote.equals(votes[kind][vote.validator()])) {
      return;
    }
    votes[kind][vote.validator()] = null;
    checked[kind][vote.validator()] = false;
    long weight = validators.weight(vote.validator());
    weightOfKind[kind] -= weight;
    long left = weights.getOrDefault(vote.ballot(), weight) - weight;
    weights.put(vote.ballot(), left);
  }

  void markChecked(Vote vote) {
    checked[index(vote.ballot().kind())][vote.validator()] = true;
  }

  boolean isChecked(Vote vote) {
    return checked[index(vote.ballot().kind())][vote.validator()];
  }

  long weight(Ballot ballot) {
    return weights.getOrDefault(ballot, 0L);
  }

  long weight(VoteKind kind) {
    return weightOfKind[index(kind)];
  }

  /// The weight of the block with most votes to notarize.
  long heaviestNotarize() {
    long heaviest = 0;
    for (Map.Entry<Ballot, Long> entry : weights.entrySet()) {
      if (entry.getKey().kind() == VoteKind.NOTARIZE) {
        heaviest = Math.max(heaviest, entry.getValue());
      }
    }
    return heaviest;
  }

  /// The votes for a ballot, by index of the validator.
  List<Vote> votes(Ballot ballot) {
    List<Vote> found = new ArrayList<>();
    for (Vote vote : votes[index(ballot.kind())]) {
      if (vote != null && vote.ballot().equals(ballot)) {
        found.add(vote);
      }
    }
    return found;
  }

  boolean hasAny(int validator) {
    for (@Nullable Vote[] ofKind : votes) {
      if (ofKind[validator] != null) {
        return true;
      }
    }
    return false;
  }

  private static int index(VoteKind kind) {
    return kind.code() - 1;
  }
}
