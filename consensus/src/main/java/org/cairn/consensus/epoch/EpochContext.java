package org.cairn.consensus.epoch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// The fixed facts of one epoch. `forkDigest` binds signatures to one chain, `seed` orders the
/// leaders, `root` is view 0.
public record EpochContext(
    long epoch, ValidatorSet validators, Hash seed, Hash forkDigest, RootBlock root) {

  /// The context of a chain's first epoch. The block id of genesis is its execution hash.
  public static EpochContext genesis(
      long chainId, Hash genesisHash, long timestampMillis, ValidatorSet validators) {
    byte[] fork = "cairn fork 1".getBytes(StandardCharsets.US_ASCII);
    byte[] digest =
        ByteBuffer.allocate(fork.length + Long.BYTES + Hash.SIZE_BYTES)
            .put(fork)
            .putLong(chainId)
            .put(genesisHash.shared())
            .array();
    Hash forkDigest = Sha256.hash(digest);
    byte[] leader = "leader".getBytes(StandardCharsets.US_ASCII);
    Hash seed = Sha256.hash(leader, forkDigest.shared());
    RootBlock root = new RootBlock(0, genesisHash, 0, timestampMillis, genesisHash);
    return new EpochContext(0, validators, seed, forkDigest, root);
  }

  /// What a validator of this epoch signs for a ballot. The set's root is in it, so that a
  /// signature cannot be counted under another set.
  ///
  /// @throws IllegalArgumentException when the ballot is of another epoch
  public Hash signingRoot(Ballot ballot) {
    if (ballot.round().epoch() != epoch) {
      throw new IllegalArgumentException("ballot of " + ballot.round() + " in epoch " + epoch);
    }
    boolean named = ballot.kind() != VoteKind.NULLIFY;
    ByteBuffer message = ByteBuffer.allocate(4 + 4 * 32 + 2 * Long.BYTES);
    message.putInt(domain(ballot.kind())).put(forkDigest.shared()).putLong(epoch);
    message.put(validators.root().shared()).putLong(ballot.view());
    if (named) {
      message.put(ballot.blockId().shared());
    }
    return Sha256.hash(message.array(), 0, message.position());
  }

  /// Stands for this chain and a key, or for this chain and an observer when the key is empty:
  /// marks files that must not be used with another one.
  public Hash identity(Bytes publicKey) {
    return Sha256.hash(forkDigest.shared(), publicKey.shared());
  }

  private static int domain(VoteKind kind) {
    return switch (kind) {
      case NOTARIZE -> 0x4341_4e01;
      case NULLIFY -> 0x4341_4e02;
      case FINALIZE -> 0x4341_4e03;
    };
  }
}
