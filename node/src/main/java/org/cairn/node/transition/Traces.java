package org.cairn.node.transition;

import org.cairn.core.types.Hash;
import org.cairn.evm.trace.Tracer;
import org.jspecify.annotations.Nullable;

/// Gives each transaction that is tried its tracer.
@FunctionalInterface
public interface Traces {
  Traces NONE = (_, _) -> null;

  /// The tracer for a transaction at an index of the block, if it has one.
  @Nullable Tracer of(int index, Hash hash);
}
