package org.cairn.core.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;

/// A node's identity on the network: a P-256 key and a certificate for it that the key itself
/// signed. Nobody vouches for names or dates in it. Peers know each other by the
/// [fingerprint][#fingerprint] of the public key alone, which stays when the certificate is made
/// anew.
public final class NodeCertificate {
  /// A certificate of ours has 400 bytes; a peer's can be no more than this.
  public static final int MAX_CERTIFICATE_BYTES = 4096;

  private static final String SIGNATURE_ALGORITHM = "SHA256withECDSA";
  private static final String CURVE = "secp256r1";
  private static final X500Name NAME = new X500Name("CN=cairn");

  /// Dates have no meaning to us, but TLS libraries look at them: clocks may differ by a day, and
  /// nobody has to renew.
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  private static final Duration LIFETIME = Duration.ofDays(100 * 365);

  private static final String CERTIFICATE_LABEL = "CERTIFICATE";
  private static final String KEY_LABEL = "PRIVATE KEY";
  private static final byte[] PROOF = "cairn node key".getBytes(StandardCharsets.US_ASCII);

  private final PrivateKey privateKey;
  private final X509Certificate certificate;
  private final Hash fingerprint;

  private NodeCertificate(PrivateKey privateKey, X509Certificate certificate) {
    this.privateKey = privateKey;
    this.certificate = certificate;
    this.fingerprint = fingerprint(certificate);
  }

  /// A new key with a certificate that is valid from about now on.
  public static NodeCertificate generate(SecureRandom random, Instant now) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      KeyPair pair = generator.generateKeyPair();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              new BigInteger(64, random).setBit(63),
              Date.from(now.minus(CLOCK_SKEW)),
              Date.from(now.plus(LIFETIME)),
              NAME,
              pair.getPublic());
      byte[] der =
          builder
              .build(new JcaContentSignerBuilder(SIGNATURE_ALGORITHM).build(pair.getPrivate()))
              .getEncoded();
      return new NodeCertificate(pair.getPrivate(), parse(der));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new InvariantViolation("every Java platform has P-256: " + e);
    }
  }

  /// Reads what [#certificatePem] and [#privateKeyPem] gave.
  ///
  /// @throws DecodingException when one of the texts is not what it has to be, or the key is
  ///   another certificate's
  public static NodeCertificate fromPem(String certificatePem, String privateKeyPem) {
    X509Certificate certificate = parseCertificate(section(CERTIFICATE_LABEL, certificatePem));
    byte[] encodedKey = section(KEY_LABEL, privateKeyPem);
    try {
      PrivateKey key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encodedKey));
      if (!belongsTogether(key, certificate.getPublicKey())) {
        throw new DecodingException("the private key is not that of the certificate");
      }
      return new NodeCertificate(key, certificate);
    } catch (InvalidKeySpecException e) {
      throw new DecodingException("not a private key of P-256", e);
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("every Java platform has P-256: " + e);
    }
  }

  /// Reads a peer's certificate and demands a P-256 key and that key's signature.
  ///
  /// @throws DecodingException when these bytes are no such certificate
  public static X509Certificate parseCertificate(byte[] der) {
    if (der.length > MAX_CERTIFICATE_BYTES) {
      throw new DecodingException("certificate of " + der.length + " bytes");
    }
    try {
      X509Certificate certificate = parse(der);
      if (!(certificate.getPublicKey() instanceof ECPublicKey key)
          || key.getParams().getOrder().bitLength() != 256
          || !SIGNATURE_ALGORITHM.equals(certificate.getSigAlgName())) {
        throw new DecodingException("certificate of another kind than P-256 with SHA-256");
      }
      certificate.verify(key);
      return certificate;
    } catch (GeneralSecurityException e) {
      throw new DecodingException("not a certificate signed by itself", e);
    }
  }

  /// The SHA-256 of a certificate's public key with its algorithm (SubjectPublicKeyInfo): the
  /// identity of a node.
  public static Hash fingerprint(Certificate certificate) {
    return Sha256.hash(certificate.getPublicKey().getEncoded());
  }

  public Hash fingerprint() {
    return fingerprint;
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public PrivateKey privateKey() {
    return privateKey;
  }

  public Bytes certificateDer() {
    try {
      return Bytes.wrap(certificate.getEncoded());
    } catch (CertificateException e) {
      throw new InvariantViolation("a parsed certificate has an encoding: " + e);
    }
  }

  public String certificatePem() {
    return toPem(CERTIFICATE_LABEL, certificateDer().shared());
  }

  /// PKCS #8. A secret.
  public String privateKeyPem() {
    return toPem(KEY_LABEL, privateKey.getEncoded());
  }

  @Override
  public String toString() {
    return "NodeCertificate " + fingerprint;
  }

  private static X509Certificate parse(byte[] der) throws CertificateException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static boolean belongsTogether(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    java.security.Signature signature = java.security.Signature.getInstance(SIGNATURE_ALGORITHM);
    try {
      signature.initSign(key);
      signature.update(PROOF);
      byte[] proof = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROOF);
      return signature.verify(proof);
    } catch (InvalidKeyException | SignatureException _) {
      return false;
    }
  }

  private static String toPem(String label, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  private static byte[] section(String label, String pem) {
    String begin = "-----BEGIN " + label + "-----";
    int start = pem.indexOf(begin);
    int end = pem.indexOf("-----END " + label + "-----");
    if (start < 0 || end < start + begin.length()) {
      throw new DecodingException("no PEM section named " + label);
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(start + begin.length(), end));
    } catch (IllegalArgumentException e) {
      throw new DecodingException("PEM section " + label + " is not base64", e);
    }
  }
}
