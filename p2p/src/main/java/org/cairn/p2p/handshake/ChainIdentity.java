package org.cairn.p2p.handshake;

import org.cairn.core.types.Hash;

/// The chain that a node is on. Peers of another chain are refused.
public record ChainIdentity(long chainId, Hash genesis) {}
