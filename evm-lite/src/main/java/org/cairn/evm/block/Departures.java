package org.cairn.evm.block;

import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Where a block departs from what must follow from its parent: its base fee and its gas limit. No
/// executor accepts such a block, so that only a development chain, which has one node, has them.
public record Departures(@Nullable Wei baseFeePerGas, @Nullable Long gasLimit) {
  public static final Departures NONE = new Departures(null, null);
}
