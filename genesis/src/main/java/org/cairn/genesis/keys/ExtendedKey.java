package org.cairn.genesis.keys;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.cairn.core.crypto.PublicKey;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.InvariantViolation;

/// BIP-32: a secp256k1 secret key with the chain code that its children are derived with.
record ExtendedKey(SecretKey secretKey, ChainCode chainCode) {
  private static final int HARDENED = 0x8000_0000;

  /// The group's order.
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  /// 32 bytes that are no key, but as secret as one.
  record ChainCode(BigInteger value) {
    byte[] toBytes() {
      return Mnemonic.fixed(value, 32);
    }

    @Override
    public String toString() {
      return "ChainCode";
    }
  }

  static ExtendedKey master(byte[] seed) {
    byte[] mac = hmac("Bitcoin seed".getBytes(StandardCharsets.US_ASCII), seed);
    return new ExtendedKey(SecretKey.of(Arrays.copyOf(mac, 32)), chainCode(mac));
  }

  /// A child that the public key leads to as well. `index` is below 2^31.
  ExtendedKey child(int index) {
    return child(index, compressed(secretKey.publicKey()));
  }

  /// A child that only the secret key leads to; written with an apostrophe in paths.
  ExtendedKey hardenedChild(int index) {
    byte[] data = new byte[33];
    System.arraycopy(secretKey.toBytes().shared(), 0, data, 1, 32);
    return child(index | HARDENED, data);
  }

  private ExtendedKey child(int index, byte[] parent) {
    byte[] number = ByteBuffer.allocate(4).putInt(index).array();
    byte[] mac = hmac(chainCode.toBytes(), parent, number);
    BigInteger tweak = new BigInteger(1, Arrays.copyOf(mac, 32));
    BigInteger parentScalar = new BigInteger(1, secretKey.toBytes().shared());
    BigInteger scalar = tweak.add(parentScalar).mod(ORDER);
    // BIP-32: with probability below 2^-127 an index has no key.
    if (tweak.compareTo(ORDER) >= 0 || scalar.signum() == 0) {
      throw new IllegalArgumentException("index " + index + " has no key");
    }
    return new ExtendedKey(SecretKey.of(Mnemonic.fixed(scalar, 32)), chainCode(mac));
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(key, "HmacSHA512"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("every Java platform has HMAC-SHA-512: " + e.getMessage());
    }
  }

  private static ChainCode chainCode(byte[] mac) {
    return new ChainCode(new BigInteger(1, Arrays.copyOfRange(mac, 32, 64)));
  }

  private static byte[] compressed(PublicKey key) {
    byte[] coordinates = key.toBytes().shared();
    byte[] compressed = new byte[33];
    compressed[0] = (byte) ((coordinates[63] & 1) == 0 ? 2 : 3);
    System.arraycopy(coordinates, 0, compressed, 1, 32);
    return compressed;
  }
}
