package org.cairn.consensus.epoch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.message.VoteKind;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Hash;

/// The fixed facts of one epoch. `forkDigest` binds signatures to one chain, `seed` orders the
/// leaders, `root` is view 0. The epoch has `lengthBlocks` blocks; its last one commits to
/// `nextSetRoot`, the validators of the epoch after it, who are known before this one begins.
public record EpochContext(
    long epoch,
    ValidatorSet validators,
    Hash seed,
    Hash forkDigest,
    RootBlock root,
    long lengthBlocks,
    Hash nextSetRoot) {
  private static final int NOTARIZE_DOMAIN = 0x4341_4e01;
  private static final int NULLIFY_DOMAIN = 0x4341_4e02;
  private static final int FINALIZE_DOMAIN = 0x4341_4e03;
  private static final int RANDAO_DOMAIN = 0x4341_4e04;

  /// @throws IllegalArgumentException when the epoch has no blocks
  public EpochContext {
    if (lengthBlocks <= 0) {
      throw new IllegalArgumentException("epoch of " + lengthBlocks + " blocks");
    }
  }

  /// What is fixed for all epochs of a chain.
  public record Chain(long chainId, Hash genesisHash, long genesisMillis, long lengthBlocks) {}

  /// What decides about one epoch: its validators, the randomness that orders its leaders, and who
  /// votes after it.
  public record Terms(long epoch, ValidatorSet validators, Hash mix, Hash nextSetRoot) {}

  /// The context of a chain's first epoch, which the genesis validators decide, and the second one
  /// too.
  public static EpochContext genesis(Chain chain, ValidatorSet validators, Hash genesisMix) {
    return of(chain, root(chain), new Terms(0, validators, genesisMix, validators.root()));
  }

  /// The root of the first epoch. The block id of genesis is its execution hash.
  public static RootBlock root(Chain chain) {
    Hash genesis = chain.genesisHash();
    return new RootBlock(0, genesis, 0, chain.genesisMillis(), genesis);
  }

  /// The context of an epoch that begins at a root. The randomness is that of the last block of the
  /// epoch two before, so that everybody knows the leaders an epoch ahead.
  public static EpochContext of(Chain chain, RootBlock root, Terms terms) {
    Hash forkDigest = forkDigest(chain);
    return new EpochContext(
        terms.epoch(),
        terms.validators(),
        seed(forkDigest, terms.mix(), terms.epoch()),
        forkDigest,
        root,
        chain.lengthBlocks(),
        terms.nextSetRoot());
  }

  /// The epoch after this one, which begins at this one's last block, with the set that this block
  /// commits to.
  ///
  /// @throws IllegalArgumentException when the set is another one, or the block not the last
  public EpochContext next(RootBlock lastBlock, ValidatorSet set, Hash mix, Hash setRootAfter) {
    if (!set.root().equals(nextSetRoot)) {
      throw new IllegalArgumentException("set " + set.root() + " instead of " + nextSetRoot);
    }
    if (lastBlock.height() != lastHeight()) {
      throw new IllegalArgumentException("epoch " + epoch + " does not end at " + lastBlock);
    }
    return new EpochContext(
        epoch + 1,
        set,
        seed(forkDigest, mix, epoch + 1),
        forkDigest,
        lastBlock.asRoot(),
        lengthBlocks,
        setRootAfter);
  }

  private static Hash forkDigest(Chain chain) {
    byte[] fork = "cairn fork 1".getBytes(StandardCharsets.US_ASCII);
    byte[] digest =
        ByteBuffer.allocate(fork.length + Long.BYTES + Hash.SIZE_BYTES)
            .put(fork)
            .putLong(chain.chainId())
            .put(chain.genesisHash().shared())
            .array();
    return Sha256.hash(digest);
  }

  private static Hash seed(Hash forkDigest, Hash mix, long epoch) {
    byte[] leader = "leader".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer input =
        ByteBuffer.allocate(leader.length + 2 * Hash.SIZE_BYTES + Long.BYTES).put(leader);
    return Sha256.hash(input.put(forkDigest.shared()).put(mix.shared()).putLong(epoch).array());
  }

  /// The height of the epoch's last block.
  public long lastHeight() {
    return Math.addExact(root.height(), lengthBlocks);
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

  /// What a leader signs to reveal its randomness in a round: one message a round and chain, so
  /// that the only choice is between this reveal and none.
  public Hash revealRoot(Round round) {
    ByteBuffer message = ByteBuffer.allocate(4 + Hash.SIZE_BYTES + 2 * Long.BYTES);
    message.putInt(RANDAO_DOMAIN).put(forkDigest.shared());
    return Sha256.hash(message.putLong(round.epoch()).putLong(round.view()).array());
  }

  private static int domain(VoteKind kind) {
    return switch (kind) {
      case NOTARIZE -> NOTARIZE_DOMAIN;
      case NULLIFY -> NULLIFY_DOMAIN;
      case FINALIZE -> FINALIZE_DOMAIN;
    };
  }
}
