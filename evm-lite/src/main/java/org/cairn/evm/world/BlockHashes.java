package org.cairn.evm.world;

import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// The hashes of a block's ancestors.
@FunctionalInterface
public interface BlockHashes {
  BlockHashes NONE = _ -> null;

  /// The hash of the ancestor with that number, one of the last 256; absent when it is unknown.
  @Nullable Hash hash(long number);
}
