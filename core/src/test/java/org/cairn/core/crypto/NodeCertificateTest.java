package org.cairn.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import org.cairn.core.Seed;
import org.cairn.core.rlp.DecodingException;
import org.junit.jupiter.api.Test;

class NodeCertificateTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final NodeCertificate NODE = NodeCertificate.generate(new SecureRandom(), NOW);
  private static final NodeCertificate OTHER = NodeCertificate.generate(new SecureRandom(), NOW);

  @Test
  void generate_givesACertificateSignedByItsOwnKey() throws Exception {
    NODE.certificate().verify(NODE.certificate().getPublicKey());
    assertThat(NODE.certificate().getNotBefore().toInstant()).isBefore(NOW);
    assertThat(NODE.certificate().getNotAfter().toInstant()).isAfter(NOW);
    assertThat(NODE.fingerprint()).isNotEqualTo(OTHER.fingerprint());
    assertThat(NODE).hasToString("NodeCertificate " + NODE.fingerprint());
  }

  @Test
  void fromPem_ofItsOwnOutput_isTheSameNode() {
    NodeCertificate read = NodeCertificate.fromPem(NODE.certificatePem(), NODE.privateKeyPem());
    assertThat(read.fingerprint()).isEqualTo(NODE.fingerprint());
    assertThat(read.certificate()).isEqualTo(NODE.certificate());
    assertThat(read.privateKey()).isEqualTo(NODE.privateKey());
  }

  @Test
  void fromPem_ofAnotherNodesKey_isRefused() {
    assertThatThrownBy(() -> NodeCertificate.fromPem(NODE.certificatePem(), OTHER.privateKeyPem()))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("not that of the certificate");
  }

  @Test
  void fromPem_ofOtherText_isRefused() {
    String certificate = NODE.certificatePem();
    String key = NODE.privateKeyPem();
    assertRefused("", key);
    assertRefused(certificate, "");
    assertRefused(key, certificate);
    assertRefused(certificate.substring(0, certificate.length() / 2), key);
    assertRefused(certificate, key.replaceFirst("M", "A"));
    assertRefused(certificate, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assertRefused("-----END CERTIFICATE----- -----BEGIN CERTIFICATE-----", key);
  }

  @Test
  void parseCertificate_ofItsDer_givesTheFingerprint() {
    byte[] der = NODE.certificateDer().toArray();
    assertThat(NodeCertificate.fingerprint(NodeCertificate.parseCertificate(der)))
        .isEqualTo(NODE.fingerprint());
  }

  @Test
  void parseCertificate_ofMutatedBytes_isRefusedOrTheSameKeys() {
    Random random = Seed.random(NodeCertificateTest.class);
    byte[] der = NODE.certificateDer().toArray();
    for (int i = 0; i < 500; i++) {
      byte[] mutant = der.clone();
      mutant[random.nextInt(der.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(NodeCertificate.fingerprint(NodeCertificate.parseCertificate(mutant)))
            .isEqualTo(NODE.fingerprint());
      } catch (DecodingException e) {
        assertThat(e).message().isNotEmpty();
      }
    }
    assertThatThrownBy(() -> NodeCertificate.parseCertificate(new byte[5_000]))
        .isInstanceOf(DecodingException.class);
    assertThatThrownBy(() -> NodeCertificate.parseCertificate(new byte[0]))
        .isInstanceOf(DecodingException.class);
  }

  private static void assertRefused(String certificatePem, String privateKeyPem) {
    assertThatThrownBy(() -> NodeCertificate.fromPem(certificatePem, privateKeyPem))
        .isInstanceOf(DecodingException.class);
  }
}
