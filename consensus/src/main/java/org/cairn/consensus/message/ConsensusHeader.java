package org.cairn.consensus.message;

import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Hash;

/// What a block id commits to. `payloadRoot` is the hash of the execution block,
/// `justificationRoot` that of the certificates which allow this parent; `proposer` is the leader's
/// index.
public record ConsensusHeader(
    Round round,
    long parentView,
    Hash parentId,
    long height,
    int proposer,
    long timestampMillis,
    Hash payloadRoot,
    Hash justificationRoot) {

  /// @throws IllegalArgumentException when a number is out of range
  public ConsensusHeader {
    if (parentView < 0 || parentView >= round.view()) {
      throw new IllegalArgumentException("parent view " + parentView + " in round " + round);
    }
    if (height <= 0 || timestampMillis < 0) {
      throw new IllegalArgumentException("height " + height + ", time " + timestampMillis);
    }
    if (proposer < 0 || proposer >= SignerSet.MAX_VALIDATORS) {
      throw new IllegalArgumentException("validator index out of range: " + proposer);
    }
  }

  /// The block id: the hash of the encoding. Computed on each call.
  public Hash id() {
    RlpWriter writer = new RlpWriter();
    MessageCodec.write(writer, this);
    return Sha256.hash(writer.toByteArray());
  }

  public long view() {
    return round.view();
  }
}
