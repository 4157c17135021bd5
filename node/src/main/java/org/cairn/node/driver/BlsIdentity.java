package org.cairn.node.driver;

import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.handshake.ValidatorIdentity;

/// A validator's key as the peer network's handshake needs it.
public record BlsIdentity(BlsSecretKey key) implements ValidatorIdentity {
  @Override
  public Bytes publicKey() {
    return key.publicKey().toBytes();
  }

  @Override
  public Bytes sign(Bytes message) {
    return Bls.sign(key, message.shared()).toBytes();
  }
}
