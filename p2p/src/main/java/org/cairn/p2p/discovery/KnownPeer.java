package org.cairn.p2p.discovery;

import org.cairn.core.types.Bytes;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;

/// A peer as another one tells of it. Nothing of it is proven: the id is checked when it is dialed,
/// and the validator key only when that peer proves it.
public record KnownPeer(PeerId id, HostPort at, @Nullable Bytes validatorKey) {}
