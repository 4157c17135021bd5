package org.cairn.p2p.handshake;

import org.cairn.core.types.Bytes;

/// Verifies a BLS signature. All three arguments are hostile and only ever make the check fail.
/// Called off the network loop.
@FunctionalInterface
public interface ProofVerifier {
  boolean verify(Bytes publicKey, Bytes message, Bytes signature);
}
