package org.cairn.consensus.simplex;

/// What the execution says about a block.
public enum Verdict {
  VALID,
  /// The payload is the one that the header commits to, and breaks a rule.
  INVALID,
  /// The payload is not the one that the header commits to: the sender's fault, not the block's.
  MISMATCH
}
