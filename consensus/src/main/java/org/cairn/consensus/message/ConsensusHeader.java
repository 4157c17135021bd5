package org.cairn.consensus.message;

import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// What a block id commits to. `payloadRoot` is the hash of the execution block,
/// `justificationRoot` that of the certificates which allow this parent; `proposer` is the leader's
/// index, `staking` commits to the stake before this block, and `randaoReveal` is the leader's
/// signature over the round, which nobody can foresee or choose.
///
/// The last block of an epoch names the validators of the next one by `nextSetRoot`. Until it is
/// final, leaders repeat it: such a re-proposal has its height, time and payload, names it by
/// `reproposalOf`, and executes nothing.
public record ConsensusHeader(
    Round round,
    long parentView,
    Hash parentId,
    long height,
    int proposer,
    long timestampMillis,
    Hash payloadRoot,
    StakingRoots staking,
    Hash justificationRoot,
    Bytes randaoReveal,
    @Nullable Hash nextSetRoot,
    @Nullable Hash reproposalOf) {

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
    if (randaoReveal.size() != (reproposalOf == null ? Message.SIGNATURE_BYTES : 0)) {
      throw new IllegalArgumentException("reveal of " + randaoReveal.size() + " bytes");
    }
    if (reproposalOf != null && nextSetRoot == null) {
      throw new IllegalArgumentException("only the last block of an epoch is proposed again");
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

  /// Whether this repeats the last block of the epoch and executes nothing.
  public boolean isReproposal() {
    return reproposalOf != null;
  }
}
