package org.cairn.rpc.port;

import org.jspecify.annotations.Nullable;

/// A connected peer: what it has proven of itself and what it says. `listening` is absent when it
/// takes no connections.
public record ConnectedPeer(
    String id,
    String name,
    String remote,
    @Nullable String listening,
    boolean inbound,
    boolean validator) {}
