package org.cairn.rpc.port;

import org.cairn.core.block.Block;
import org.cairn.core.types.Hash;

/// A finalized block with its hash.
public record HashedBlock(Block block, Hash hash) {
  public HashedHeader header() {
    return new HashedHeader(block.header(), hash);
  }
}
