package org.cairn.p2p.transport;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.types.Bytes;
import org.cairn.p2p.handshake.ValidatorIdentity;
import org.cairn.p2p.peer.PeerId;

/// Keys for tests: a node has a new one each time, a validator's follows from its number.
final class TestKeys {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private TestKeys() {}

  static NodeCertificate node() {
    return NodeCertificate.generate(new SecureRandom(), NOW);
  }

  static PeerId id(NodeCertificate node) {
    return new PeerId(node.fingerprint());
  }

  static ValidatorIdentity validator(int number) {
    byte[] seed = new byte[BlsSecretKey.MIN_SEED_BYTES];
    Arrays.fill(seed, (byte) number);
    return ValidatorIdentity.of(BlsSecretKey.deriveMaster(seed));
  }

  static Bytes validatorKey(int number) {
    return validator(number).publicKey();
  }
}
