package org.cairn.p2p.handshake;

import org.cairn.core.types.Bytes;

/// A validator's key as the handshake needs it. Called off the network loop.
public interface ValidatorIdentity {
  /// The BLS public key, 48 bytes.
  Bytes publicKey();

  /// Signs a message that [ValidatorProof] made, and no other: its first bytes set it apart from
  /// everything that consensus signs. The signature has 96 bytes.
  Bytes sign(Bytes message);
}
