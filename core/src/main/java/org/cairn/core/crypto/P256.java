package org.cairn.core.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/// ECDSA over P-256 (secp256r1), verification only, by Bouncy Castle.
public final class P256 {
  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256r1");
  private static final BigInteger ORDER = PARAMETERS.getN();
  private static final BigInteger MODULUS = PARAMETERS.getCurve().getField().getCharacteristic();

  private P256() {}

  /// Whether the key (x, y) made the signature (r, s) of the hash, all 32 big-endian bytes, which
  /// lie in the array in the order hash, r, s, x, y. False as well for what is no key or is out of
  /// range; the upper `s` is accepted.
  public static boolean verify(byte[] input, int offset) {
    BigInteger r = word(input, offset + 32);
    BigInteger s = word(input, offset + 64);
    BigInteger x = word(input, offset + 96);
    BigInteger y = word(input, offset + 128);
    if (!isScalar(r) || !isScalar(s) || x.compareTo(MODULUS) >= 0 || y.compareTo(MODULUS) >= 0) {
      return false;
    }
    ECCurve curve = PARAMETERS.getCurve();
    ECPoint key = curve.createPoint(x, y);
    // The cofactor is one, so a point of the curve is in the group; (0, 0) is none.
    if (!key.isValid()) {
      return false;
    }
    BigInteger inverse = s.modInverse(ORDER);
    BigInteger u1 = word(input, offset).multiply(inverse).mod(ORDER);
    BigInteger u2 = r.multiply(inverse).mod(ORDER);
    ECPoint point = ECAlgorithms.sumOfTwoMultiplies(PARAMETERS.getG(), u1, key, u2).normalize();
    return !point.isInfinity() && point.getAffineXCoord().toBigInteger().mod(ORDER).equals(r);
  }

  private static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(ORDER) < 0;
  }

  private static BigInteger word(byte[] input, int offset) {
    return new BigInteger(1, Arrays.copyOfRange(input, offset, offset + 32));
  }
}
