package org.cairn.rpc.port;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Hash;

/// A header with its hash, which is expensive to compute and lies in the store anyway.
public record HashedHeader(BlockHeader header, Hash hash) {
  public long number() {
    return header.number();
  }
}
