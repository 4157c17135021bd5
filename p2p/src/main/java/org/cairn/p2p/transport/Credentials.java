package org.cairn.p2p.transport;

import org.cairn.p2p.handshake.ProofVerifier;
import org.cairn.p2p.handshake.ValidatorIdentity;
import org.jspecify.annotations.Nullable;

/// Who this node is: its TLS key, the key that it votes with if it does, and the means to check
/// that of others.
public record Credentials(
    NodeIdentity node, @Nullable ValidatorIdentity validator, ProofVerifier verifier) {}
