package org.cairn.consensus.message;

import java.util.List;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Why a block may have its parent: the parent's notarization or finalization, and a nullification
/// of each view between the two, in ascending order. The root of epoch 0 needs no certificate.
///
/// A child of a later epoch's root shows the finalization that ended the epoch before. When that
/// names a re-proposal of the root, `reproposal` is the header which says so.
public record Justification(
    @Nullable Certificate parent, List<Certificate> skips, @Nullable ConsensusHeader reproposal) {
  /// Bounds the memory that one proposal can claim; also the longest run of views without a block
  /// that the chain survives.
  public static final int MAX_SKIPS = 4096;

  /// @throws IllegalArgumentException when there are too many nullifications
  public Justification {
    skips = List.copyOf(skips);
    if (skips.size() > MAX_SKIPS) {
      throw new IllegalArgumentException("more than " + MAX_SKIPS + " skips: " + skips.size());
    }
  }

  public Justification(@Nullable Certificate parent, List<Certificate> skips) {
    this(parent, skips, null);
  }

  /// The commitment in the header. Computed on each call.
  public Hash root() {
    RlpWriter writer = new RlpWriter();
    MessageCodec.write(writer, this);
    return Sha256.hash(writer.toByteArray());
  }
}
