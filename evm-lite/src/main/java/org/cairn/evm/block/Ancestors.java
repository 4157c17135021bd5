package org.cairn.evm.block;

import org.cairn.core.block.Block;
import org.cairn.core.types.Hash;
import org.cairn.evm.world.BlockHashes;
import org.jspecify.annotations.Nullable;

/// The blocks that a block descends from.
public interface Ancestors extends BlockHashes {
  /// The ancestor with that hash, one of the last eight; absent when it is unknown. Only asked for
  /// when a block has ommers.
  @Nullable Block block(Hash hash);

  /// For a chain that began with proof of stake: there, no block has ommers.
  static Ancestors withoutOmmers(BlockHashes hashes) {
    return new Ancestors() {
      @Override
      public @Nullable Block block(Hash hash) {
        return null;
      }

      @Override
      public @Nullable Hash hash(long number) {
        return hashes.hash(number);
      }
    };
  }
}
