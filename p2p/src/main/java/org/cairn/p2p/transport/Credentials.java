package org.cairn.p2p.transport;

import org.cairn.core.crypto.NodeCertificate;
import org.cairn.p2p.handshake.ValidatorIdentity;
import org.cairn.p2p.peer.PeerId;
import org.jspecify.annotations.Nullable;

/// Who this node is: its TLS key, and the key that it votes with if it does.
public record Credentials(NodeCertificate node, @Nullable ValidatorIdentity validator) {
  public PeerId id() {
    return new PeerId(node.fingerprint());
  }
}
