package org.cairn.rpc.port;

import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// The block that a simulated call believes to be in. Where they are not absent, `blobBaseFee` is
/// the price of blob gas instead of the one that follows from the header, and `beaconRoot` is what
/// the contract of EIP-4788 is told before the call.
public record CallBlock(
    BlockHeader header,
    @Nullable Wei blobBaseFee,
    @Nullable Hash beaconRoot,
    PrecompileMoves precompiles) {
  /// The block of the chain that has this header.
  public static CallBlock of(BlockHeader header) {
    return new CallBlock(header, null, null, PrecompileMoves.NONE);
  }
}
