package org.cairn.core.chain;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Hash;

/// The last finalized block.
public record FinalizedHead(BlockHeader header, Hash hash) {
  public long number() {
    return header.number();
  }
}
