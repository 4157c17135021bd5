package org.cairn.p2p.handshake;

import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Bytes;

/// A validator's key as the handshake needs it. Called off the network loop.
public interface ValidatorIdentity {
  /// The BLS public key, 48 bytes.
  Bytes publicKey();

  /// Signs a message that [ValidatorProof] made, and no other: its first bytes set it apart from
  /// everything that consensus signs. The signature has 96 bytes.
  Bytes sign(Bytes message);

  /// The identity of who holds the key itself.
  static ValidatorIdentity of(BlsSecretKey key) {
    return new ValidatorIdentity() {
      @Override
      public Bytes publicKey() {
        return key.publicKey().toBytes();
      }

      @Override
      public Bytes sign(Bytes message) {
        return Bls.sign(key, message.shared()).toBytes();
      }
    };
  }
}
