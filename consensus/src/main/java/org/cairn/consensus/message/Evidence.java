package org.cairn.consensus.message;

import org.jspecify.annotations.Nullable;

/// Two votes of one validator in one round that no honest validator casts both. The value shows the
/// contradiction; whoever takes it up checks both signatures.
public record Evidence(Offence offence, Vote first, Vote second) {
  /// Which pair it is, by the names of `docs/consensus.md`.
  public enum Offence {
    /// S1: two blocks notarized in one view.
    DOUBLE_NOTARIZE,
    /// S2: two blocks finalized in one view.
    DOUBLE_FINALIZE,
    /// S3: a view both nullified and finalized.
    NULLIFY_AND_FINALIZE,
    /// S4: one block notarized, another finalized in the same view.
    NOTARIZE_AND_FINALIZE_OTHER
  }

  /// @throws IllegalArgumentException when the votes are of two validators or rounds, or do not
  ///   contradict each other in this way
  public Evidence {
    boolean sameAuthor = first.validator() == second.validator();
    if (!sameAuthor || offence != offence(first.ballot(), second.ballot())) {
      throw new IllegalArgumentException("no offence: " + first.ballot() + ", " + second.ballot());
    }
  }

  public int validator() {
    return first.validator();
  }

  public Round round() {
    return first.ballot().round();
  }

  /// Which rule two ballots of one validator break together, if any. Notarizing and nullifying a
  /// view is what happens when time runs out, and no offence.
  public static @Nullable Offence offence(Ballot a, Ballot b) {
    if (!a.round().equals(b.round())) {
      return null;
    }
    if (a.kind().compareTo(b.kind()) > 0) {
      return offence(b, a);
    }
    boolean sameBlock = a.blockId().equals(b.blockId());
    return switch (a.kind()) {
      case NOTARIZE ->
          switch (b.kind()) {
            case NOTARIZE -> sameBlock ? null : Offence.DOUBLE_NOTARIZE;
            case NULLIFY -> null;
            case FINALIZE -> sameBlock ? null : Offence.NOTARIZE_AND_FINALIZE_OTHER;
          };
      case NULLIFY -> b.kind() == VoteKind.FINALIZE ? Offence.NULLIFY_AND_FINALIZE : null;
      case FINALIZE -> sameBlock ? null : Offence.DOUBLE_FINALIZE;
    };
  }
}
