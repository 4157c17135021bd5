package org.cairn.core.chain;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.state.StateDiff;

/// Block 0, whose body is empty, and the state that it begins with.
public record GenesisBlock(BlockHeader header, StateDiff state) {
  /// @throws IllegalArgumentException when the number is not 0
  public GenesisBlock {
    if (header.number() != 0) {
      throw new IllegalArgumentException("genesis has the number " + header.number());
    }
  }
}
