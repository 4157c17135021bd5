package org.cairn.consensus.simplex;

import org.cairn.core.types.Bytes;

/// A connected node, as the transport authenticated it: its identity, and the index of the
/// validator whose key is bound to it, or [#NO_VALIDATOR].
public record Peer(Bytes nodeId, int validator) {
  public static final int NO_VALIDATOR = -1;
}
