package org.cairn.p2p.peer;

import org.cairn.core.types.Bytes;
import org.jspecify.annotations.Nullable;

/// A connected peer. Its id is proven by TLS, `validatorKey` by a signature, the rest is what it
/// says. `listening` is absent when it takes no connections; `outbound` says that this node dialed.
public record PeerInfo(
    PeerId id,
    HostPort remote,
    @Nullable HostPort listening,
    boolean outbound,
    String clientName,
    @Nullable Bytes validatorKey) {}
