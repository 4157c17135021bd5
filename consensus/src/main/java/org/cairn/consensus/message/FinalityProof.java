package org.cairn.consensus.message;

import java.util.List;

/// Why a block is final: the finalization of itself or of a descendant, and the links from that
/// descendant (first) down to the block (last). Each link carries its justification, so that two
/// conflicting proofs alone convict more than a third of the stake.
public record FinalityProof(Certificate finalization, List<Link> path) {
  /// Blocks that one finalization can make final at once.
  public static final int MAX_PATH = 1 << 16;

  /// A header with the certificates that it commits to.
  public record Link(ConsensusHeader header, Justification justification) {}

  /// @throws IllegalArgumentException when the path is empty or too long
  public FinalityProof {
    path = List.copyOf(path);
    if (path.isEmpty() || path.size() > MAX_PATH) {
      throw new IllegalArgumentException("path of " + path.size() + " headers");
    }
  }

  /// The header of the block that is proven final.
  public ConsensusHeader header() {
    return path.getLast().header();
  }

  /// The same finalization as the proof of a block that stands that many places before the last of
  /// the path; zero gives this proof.
  public FinalityProof shortened(int places) {
    return new FinalityProof(finalization, path.subList(0, path.size() - places));
  }
}
