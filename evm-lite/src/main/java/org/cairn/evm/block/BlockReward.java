package org.cairn.evm.block;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Address;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.world.World;

/// What a block with proof of work pays for itself and for its ommers, in new coins.
public final class BlockReward {
  private static final UInt256 COIN = UInt256.of(1_000_000_000_000_000_000L);
  private static final long OMMER_PARTS = 8;
  private static final long NEPHEW_PARTS = 32;

  private BlockReward() {}

  /// The reward of a block of the fork; nothing from Paris on (EIP-3675).
  static UInt256 of(Fork fork) {
    if (fork.isAtLeast(Fork.PARIS)) {
      return UInt256.ZERO;
    }
    if (fork.isAtLeast(Fork.CONSTANTINOPLE)) {
      return COIN.times(2); // EIP-1234
    }
    return fork.isAtLeast(Fork.BYZANTIUM) ? COIN.times(3) : COIN.times(5); // EIP-649
  }

  /// Coins for the miner of a block, or for that of an ommer.
  public record Share(Address author, boolean ommer, UInt256 value) {}

  /// Yellow Paper, "Reward Application": an ommer gets an eighth less for each generation that it
  /// is away, and the block a 32nd for each ommer that it names. The block's own share is first.
  public static List<Share> shares(Fork fork, BlockHeader header, List<BlockHeader> ommers) {
    UInt256 reward = of(fork);
    if (reward.isZero()) {
      return List.of();
    }
    List<Share> shares = new ArrayList<>();
    UInt256 nephew = reward.dividedBy(UInt256.of(NEPHEW_PARTS));
    UInt256 own = reward.plus(nephew.times(ommers.size()));
    shares.add(new Share(header.beneficiary(), false, own));
    for (BlockHeader ommer : ommers) {
      long parts = OMMER_PARTS - (header.number() - ommer.number());
      UInt256 share = reward.times(parts).dividedBy(UInt256.of(OMMER_PARTS));
      shares.add(new Share(ommer.beneficiary(), true, share));
    }
    return shares;
  }

  static void pay(World world, BlockHeader header, List<BlockHeader> ommers) {
    List<Share> shares = shares(world.rules().fork(), header, ommers);
    if (shares.isEmpty()) {
      return;
    }
    world.beginTransaction();
    for (Share share : shares) {
      world.addBalance(world.account(share.author), share.value);
    }
    world.commitTransaction();
  }
}
