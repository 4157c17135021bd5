package org.cairn.genesis.keys;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.UUID;
import org.cairn.core.crypto.Aes128Ctr;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;

/// EIP-2335: a validator's secret key under a password, in the file format that all consensus
/// clients share.
///
/// @param salt of the stretching
/// @param checksum tells a right password from a wrong one
/// @param path where EIP-2334 derived the key, or empty
public record Keystore(
    KeyStretching stretching,
    Bytes salt,
    Hash checksum,
    Bytes iv,
    Bytes cipherText,
    Bytes publicKey,
    String path,
    String description,
    UUID uuid) {
  /// A keystore has about a kilobyte.
  static final int MAX_FILE_SIZE_BYTES = 64 << 10;

  private static final int SALT_SIZE_BYTES = 32;
  private static final int IV_SIZE_BYTES = 16;
  private static final int CIPHER_KEY_SIZE_BYTES = 16;

  /// Puts a key under a password.
  public static Keystore encrypt(
      BlsSecretKey key, String path, String password, KeyStretching stretching) {
    SecureRandom random = new SecureRandom();
    Bytes salt = randomBytes(random, SALT_SIZE_BYTES);
    Bytes iv = randomBytes(random, IV_SIZE_BYTES);
    byte[] stretched = stretching.key(normalized(password), salt);
    byte[] cipherText = cipher(stretched, iv, key.toBytes().toArray());
    return new Keystore(
        stretching,
        salt,
        checksum(stretched, cipherText),
        iv,
        Bytes.wrap(cipherText),
        key.publicKey().toBytes(),
        path,
        "",
        UUID.randomUUID());
  }

  /// Reads a keystore from a file.
  ///
  /// @throws KeystoreException when there is no such file or it is no usable keystore
  public static Keystore read(Path file) {
    byte[] content = OperatorFile.bytes(file, MAX_FILE_SIZE_BYTES, "keystore");
    return KeystoreJson.parse(file.toString(), content);
  }

  /// @throws KeystoreException when the text is no usable keystore
  public static Keystore parse(byte[] json) {
    return KeystoreJson.parse("keystore", json);
  }

  public String toJson() {
    return KeystoreJson.toJson(this);
  }

  /// Takes the key out again.
  ///
  /// @throws KeystoreException when the password is wrong or the content is not the key it names
  public BlsSecretKey decrypt(String password) {
    byte[] stretched = stretching.key(normalized(password), salt);
    if (!checksum(stretched, cipherText.shared()).equals(checksum)) {
      throw new KeystoreException("wrong password for the keystore of validator " + publicKey);
    }
    BlsSecretKey key;
    try {
      key = BlsSecretKey.of(cipher(stretched, iv, cipherText.toArray()));
    } catch (IllegalArgumentException _) {
      throw new KeystoreException("the keystore of validator " + publicKey + " holds no BLS key");
    }
    // EIP-2335 lets the field be empty.
    if (!publicKey.isEmpty() && !key.publicKey().toBytes().equals(publicKey)) {
      throw new KeystoreException(
          "the keystore names validator " + publicKey + " but holds the key of another");
    }
    return key;
  }

  /// EIP-2335: NFKD, then without C0, C1 and Delete control codes.
  private static String normalized(String password) {
    StringBuilder kept = new StringBuilder();
    Normalizer.normalize(password, Normalizer.Form.NFKD)
        .codePoints()
        .filter(point -> !Character.isISOControl(point))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static Hash checksum(byte[] stretched, byte[] cipherText) {
    return Sha256.hash(Arrays.copyOfRange(stretched, CIPHER_KEY_SIZE_BYTES, 32), cipherText);
  }

  private static byte[] cipher(byte[] stretched, Bytes iv, byte[] input) {
    return Aes128Ctr.apply(Arrays.copyOf(stretched, CIPHER_KEY_SIZE_BYTES), iv.toArray(), input);
  }

  private static Bytes randomBytes(SecureRandom random, int sizeBytes) {
    byte[] bytes = new byte[sizeBytes];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
