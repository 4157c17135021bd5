package org.cairn.consensus.message;

/// The three things a validator can say about a view. The code is part of the encoding and of the
/// signing domain.
public enum VoteKind {
  /// The block is valid and the first one seen in its view.
  NOTARIZE(1),
  /// The view took too long.
  NULLIFY(2),
  /// The block is notarized, and this validator has not asked to nullify its view.
  FINALIZE(3);

  private final int code;

  VoteKind(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
