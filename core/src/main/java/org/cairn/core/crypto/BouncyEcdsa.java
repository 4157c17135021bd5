package org.cairn.core.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.cairn.core.types.UInt256;
import org.jspecify.annotations.Nullable;

/// Bouncy Castle: for machines without the native library, and its oracle in tests.
final class BouncyEcdsa implements Ecdsa {
  private static final ECDomainParameters CURVE = curve();
  private static final BigInteger ORDER = CURVE.getN();
  private static final BigInteger HALF_ORDER = ORDER.shiftRight(1);

  @Override
  public byte[] sign(byte[] hash, byte[] secret) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, secret), CURVE));
    BigInteger[] signature = signer.generateSignature(hash);
    BigInteger s =
        signature[1].compareTo(HALF_ORDER) > 0 ? ORDER.subtract(signature[1]) : signature[1];
    byte[] compact = new byte[64];
    UInt256.of(signature[0]).writeTo(compact, 0);
    UInt256.of(s).writeTo(compact, 32);
    return compact;
  }

  /// SEC 1, 4.1.6, for the candidate whose x is `r` itself.
  @Override
  public byte @Nullable [] recover(byte[] hash, byte[] compact, int yParity) {
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + yParity);
    System.arraycopy(compact, 0, compressed, 1, 32);
    ECPoint point;
    try {
      point = CURVE.getCurve().decodePoint(compressed);
    } catch (IllegalArgumentException _) {
      return null;
    }
    BigInteger r = new BigInteger(1, compact, 0, 32);
    BigInteger s = new BigInteger(1, compact, 32, 32);
    BigInteger inverse = r.modInverse(ORDER);
    BigInteger ofPoint = s.multiply(inverse).mod(ORDER);
    BigInteger ofGenerator = new BigInteger(1, hash).negate().multiply(inverse).mod(ORDER);
    ECPoint key =
        ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), ofGenerator, point, ofPoint).normalize();
    return key.isInfinity() ? null : coordinates(key);
  }

  @Override
  public boolean verify(byte[] hash, byte[] compact, byte[] publicKey) {
    byte[] uncompressed = new byte[1 + publicKey.length];
    uncompressed[0] = 4;
    System.arraycopy(publicKey, 0, uncompressed, 1, publicKey.length);
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(
        false, new ECPublicKeyParameters(CURVE.getCurve().decodePoint(uncompressed), CURVE));
    return verifier.verifySignature(
        hash, new BigInteger(1, compact, 0, 32), new BigInteger(1, compact, 32, 32));
  }

  @Override
  public byte[] publicKey(byte[] secret) {
    return coordinates(
        new FixedPointCombMultiplier()
            .multiply(CURVE.getG(), new BigInteger(1, secret))
            .normalize());
  }

  private static byte[] coordinates(ECPoint point) {
    byte[] encoded = point.getEncoded(false);
    return Arrays.copyOfRange(encoded, 1, encoded.length);
  }

  private static ECDomainParameters curve() {
    X9ECParameters parameters = SECNamedCurves.getByName("secp256k1");
    return new ECDomainParameters(
        parameters.getCurve(), parameters.getG(), parameters.getN(), parameters.getH());
  }
}
