package org.cairn.core.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.cairn.core.types.InvariantViolation;

/// AES-128 in counter mode, the cipher of keystores. It does not authenticate: their checksum does.
public final class Aes128Ctr {
  public static final int KEY_BYTES = 16;
  public static final int IV_BYTES = 16;

  private Aes128Ctr() {}

  /// Encrypts or decrypts, which are the same.
  ///
  /// @throws IllegalArgumentException when key or initial counter are not 16 bytes
  public static byte[] apply(byte[] key, byte[] iv, byte[] data) {
    if (key.length != KEY_BYTES || iv.length != IV_BYTES) {
      throw new IllegalArgumentException(
          "AES-128-CTR: key of " + key.length + " and counter of " + iv.length + " bytes");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new InvariantViolation("every Java platform has AES-128-CTR: " + e.getMessage());
    }
  }
}
