package org.cairn.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.crypto.Secp256k1;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Hex;
import org.cairn.core.types.UInt256;
import org.cairn.evm.fork.Fork;
import org.junit.jupiter.api.Test;

class SignaturePrecompilesTest {
  private static final Precompile EC_RECOVER = PrecompilesTest.at(Fork.FRONTIER, 1);
  private static final Precompile P256_VERIFY = PrecompilesTest.at(Fork.OSAKA, 0x100);
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  static byte[] recoverInput(Hash hash, long v, UInt256 r, UInt256 s) {
    byte[] input = new byte[128];
    System.arraycopy(hash.shared(), 0, input, 0, 32);
    UInt256.of(v).writeTo(input, 32);
    r.writeTo(input, 64);
    s.writeTo(input, 96);
    return input;
  }

  @Test
  void ecRecover_ofASignature_isTheSigner() {
    SecretKey key = SecretKey.of(Hex.decode("0x" + "11".repeat(32)));
    Hash hash = Keccak256.hash(new byte[] {1, 2, 3});
    Signature signature = Secp256k1.sign(hash, key);
    byte[] expected = new byte[32];
    System.arraycopy(key.publicKey().toAddress().shared(), 0, expected, 12, 20);
    long v = 27L + signature.yParity();
    byte[] input = recoverInput(hash, v, signature.r(), signature.s());
    assertThat(EC_RECOVER.run(input, 0, 128)).isEqualTo(expected);
    assertThat(EC_RECOVER.run(Arrays.copyOf(input, 200), 0, 200)).isEqualTo(expected);
    assertThat(EC_RECOVER.gas(input, 0, 128)).isEqualTo(3000);
    // The twin with the upper s signs as well.
    UInt256 upper = Secp256k1.ORDER.minus(signature.s());
    byte[] twin = recoverInput(hash, 55 - v, signature.r(), upper);
    assertThat(EC_RECOVER.run(twin, 0, 128)).isEqualTo(expected);
  }

  @Test
  void ecRecover_ofWhatIsNoSignature_isEmpty() {
    Hash hash = Keccak256.hash(new byte[] {1, 2, 3});
    UInt256 one = UInt256.ONE;
    assertThat(EC_RECOVER.run(new byte[0], 0, 0)).isEmpty();
    assertThat(EC_RECOVER.run(recoverInput(hash, 26, one, one), 0, 128)).isEmpty();
    assertThat(EC_RECOVER.run(recoverInput(hash, 29, one, one), 0, 128)).isEmpty();
    assertThat(EC_RECOVER.run(recoverInput(hash, 27, UInt256.ZERO, one), 0, 128)).isEmpty();
    assertThat(EC_RECOVER.run(recoverInput(hash, 27, one, UInt256.ZERO), 0, 128)).isEmpty();
    assertThat(EC_RECOVER.run(recoverInput(hash, 27, Secp256k1.ORDER, one), 0, 128)).isEmpty();
    assertThat(EC_RECOVER.run(recoverInput(hash, 27, one, Secp256k1.ORDER), 0, 128)).isEmpty();
    // 5 is no x of a point.
    assertThat(EC_RECOVER.run(recoverInput(hash, 27, UInt256.of(5), one), 0, 128)).isEmpty();
    byte[] highV = recoverInput(hash, 27, one, one);
    highV[32] = 1;
    assertThat(EC_RECOVER.run(highV, 0, 128)).isEmpty();
  }

  @Test
  void p256Verify_ofASignatureByTheJdk_isOne() throws GeneralSecurityException {
    byte[] input = p256Input(Bytes.fromHex("0x6d657373616765"));
    byte[] one = new byte[32];
    one[31] = 1;
    assertThat(P256_VERIFY.run(input, 0, 160)).isEqualTo(one);
    assertThat(P256_VERIFY.gas(input, 0, 160)).isEqualTo(6900);
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(input, 64, 96));
    put(input, 64, P256_ORDER.subtract(s));
    assertThat(P256_VERIFY.run(input, 0, 160)).as("the other s signs too").isEqualTo(one);
  }

  @Test
  void p256Verify_ofAnythingElse_isEmpty() throws GeneralSecurityException {
    byte[] good = p256Input(Bytes.EMPTY);
    for (int at = 0; at < 160; at += 7) {
      byte[] bad = good.clone();
      bad[at] ^= 4;
      assertThat(P256_VERIFY.run(bad, 0, 160)).as("byte " + at).isEmpty();
    }
    assertThat(P256_VERIFY.run(good, 0, 159)).isEmpty();
    assertThat(P256_VERIFY.run(Arrays.copyOf(good, 161), 0, 161)).isEmpty();
    assertThat(P256_VERIFY.run(new byte[0], 0, 0)).isEmpty();
    assertThat(P256_VERIFY.run(new byte[160], 0, 160)).isEmpty();
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(good, 32, 64));
    byte[] bad = good.clone();
    put(bad, 32, BigInteger.ZERO);
    assertThat(P256_VERIFY.run(bad, 0, 160)).isEmpty();
    put(bad, 32, P256_ORDER);
    assertThat(P256_VERIFY.run(bad, 0, 160)).isEmpty();
    put(bad, 32, r);
    put(bad, 64, P256_ORDER);
    assertThat(P256_VERIFY.run(bad, 0, 160)).isEmpty();
    byte[] infinity = good.clone();
    Arrays.fill(infinity, 96, 160, (byte) 0);
    assertThat(P256_VERIFY.run(infinity, 0, 160)).isEmpty();
  }

  static byte[] p256Input(Bytes message) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    java.security.Signature signer =
        java.security.Signature.getInstance("SHA256withECDSAinP1363Format");
    signer.initSign(pair.getPrivate());
    signer.update(message.shared());
    byte[] input = new byte[160];
    System.arraycopy(Sha256.hash(message.shared()).shared(), 0, input, 0, 32);
    System.arraycopy(signer.sign(), 0, input, 32, 64);
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    put(input, 96, key.getW().getAffineX());
    put(input, 128, key.getW().getAffineY());
    return input;
  }

  private static void put(byte[] input, int offset, BigInteger value) {
    UInt256.of(value).writeTo(input, offset);
  }
}
