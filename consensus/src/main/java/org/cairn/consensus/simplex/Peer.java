package org.cairn.consensus.simplex;

import org.cairn.core.types.Bytes;

/// A connected node, as the transport authenticated it: its identity, and the validator's key that
/// is bound to it, empty when there is none. Which index the key has depends on the epoch.
public record Peer(Bytes nodeId, Bytes validatorKey) {
  /// The index of whoever is no validator.
  public static final int NO_VALIDATOR = -1;
}
