package org.cairn.consensus.message;

/// Two votes of one validator in one view that no honest validator casts both. Both signatures have
/// been checked one by one.
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

  public int validator() {
    return first.validator();
  }
}
