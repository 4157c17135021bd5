package org.cairn.evm.block;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.state.StateView;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// The block that another one follows, and the state after it. `totalDifficulty` is that of all
/// blocks up to this one; a chain that began with proof of stake needs none.
public record Parent(BlockHeader header, StateView state, @Nullable UInt256 totalDifficulty) {
  public Parent(BlockHeader header, StateView state) {
    this(header, state, null);
  }

  /// The same for a child of this block, once it was found to be valid.
  public Parent followedBy(BlockHeader child, StateView childsState) {
    UInt256 total = totalDifficulty == null ? null : totalDifficulty.plus(child.difficulty());
    return new Parent(child, childsState, total);
  }
}
