package org.cairn.consensus.message;

import org.cairn.core.types.Hash;

/// What a vote says and a certificate proves, without who said it. A nullification names no block:
/// its `blockId` is zero.
public record Ballot(VoteKind kind, Round round, Hash blockId) {
  /// @throws IllegalArgumentException for view 0, or when a nullification names a block
  public Ballot {
    if (round.view() == 0) {
      throw new IllegalArgumentException("nobody votes in view 0");
    }
    if (kind == VoteKind.NULLIFY && !blockId.equals(Hash.ZERO)) {
      throw new IllegalArgumentException("a nullification names no block: " + blockId);
    }
  }

  public static Ballot notarize(Round round, Hash blockId) {
    return new Ballot(VoteKind.NOTARIZE, round, blockId);
  }

  public static Ballot nullify(Round round) {
    return new Ballot(VoteKind.NULLIFY, round, Hash.ZERO);
  }

  public static Ballot finalize(Round round, Hash blockId) {
    return new Ballot(VoteKind.FINALIZE, round, blockId);
  }

  public long view() {
    return round.view();
  }
}
