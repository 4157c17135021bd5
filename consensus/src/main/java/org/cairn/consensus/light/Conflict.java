package org.cairn.consensus.light;

import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Evidence;
import org.cairn.consensus.message.SignerSet;

/// What two finality proofs say together.
public sealed interface Conflict {
  /// Both can be true: they lie on one chain.
  record None() implements Conflict {}

  /// One of the proofs proves nothing: the text says which and why.
  record Unproven(String reason) implements Conflict {}

  /// The proofs conflict or not beyond what they show: the one with the later finalization has to
  /// reach down to this height.
  record TooShort(long neededHeight) implements Conflict {}

  /// They exclude each other, and these validators have signed both certificates, which no honest
  /// one does. Their weight is more than a third of the total.
  record Guilty(
      Evidence.Offence offence,
      Certificate first,
      Certificate second,
      SignerSet validators,
      long weight)
      implements Conflict {}
}
