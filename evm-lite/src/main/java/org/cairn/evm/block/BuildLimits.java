package org.cairn.evm.block;

import java.util.function.BooleanSupplier;

/// When a block is full: the bytes of its encoding, and a budget that is asked before each
/// transaction and ends the search when it says no.
public record BuildLimits(int maxBytes, BooleanSupplier mayGoOn) {
  /// As much as the rules allow.
  public static final BuildLimits NONE = new BuildLimits(BodyCheck.MAX_BLOCK_BYTES, () -> true);
}
