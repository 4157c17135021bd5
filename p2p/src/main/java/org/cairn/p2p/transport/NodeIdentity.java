package org.cairn.p2p.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.cairn.p2p.peer.PeerId;

/// The key that identifies this node in TLS, and the self-signed certificate that carries it.
public record NodeIdentity(X509Certificate certificate, PrivateKey key) {
  public PeerId id() {
    return PeerId.of(certificate.getPublicKey());
  }
}
