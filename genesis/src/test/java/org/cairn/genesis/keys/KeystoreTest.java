package org.cairn.genesis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeystoreTest {
  /// EIP-2335's password: letters that NFKD turns into ASCII, and a key.
  private static final String PASSWORD = "𝔱𝔢𝔰𝔱𝔭𝔞𝔰𝔰𝔴𝔬𝔯𝔡🔑";

  private static final BlsSecretKey SECRET =
      BlsSecretKey.of(
          Hex.decode("0x000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f"));

  private static final String SCRYPT =
      """
      {"function": "scrypt", "params": {"dklen": 32, "n": 262144, "p": 1, "r": 8, "salt":
       "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"}, "message": ""}\
      """;

  private static final String PBKDF2 =
      """
      {"function": "pbkdf2", "params": {"dklen": 32, "c": 262144, "prf": "hmac-sha256", "salt":
       "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"}, "message": ""}\
      """;

  private static final String SCRYPT_VECTOR =
      vector(
          SCRYPT,
          "d2217fe5f3e9a1e34581ef8a78f7c9928e436d36dacc5e846690a5581e8ea484",
          "06ae90d55fe0a6e9c5c3bc5b170827b2e5cce3929ed3f116c2811e6366dfe20f");

  private static final String PBKDF2_VECTOR =
      vector(
          PBKDF2,
          "8a9f5d9912ed7e75ea794bc5a89bca5f193721d30868ade6f73043c6ea6febf1",
          "cee03fde2af33149775b7223e7845e4fb2c8ae1792e5f99fe9ecf474cc8c16ad");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void decrypt_vectorsOfTheEip_yieldTheSecret(boolean scrypt) {
    Keystore keystore = parse(scrypt ? SCRYPT_VECTOR : PBKDF2_VECTOR);

    assertThat(keystore.decrypt(PASSWORD)).isEqualTo(SECRET);
    assertThat(parse(keystore.toJson())).isEqualTo(keystore);
  }

  @Test
  void decrypt_wrongPassword_saysSoAndNamesTheValidator() {
    Keystore keystore =
        Keystore.encrypt(SECRET, "", "right", KeyStretching.ByPbkdf2.FOR_RANDOM_PASSWORD);

    assertThatThrownBy(() -> keystore.decrypt("wrong"))
        .isInstanceOf(KeystoreException.class)
        .hasMessage("wrong password for the keystore of validator " + SECRET.publicKey().toBytes());
  }

  @Test
  void encrypt_thenDecrypt_yieldsTheKey() {
    for (KeyStretching stretching :
        new KeyStretching[] {
          new KeyStretching.ByScrypt(1024, 8, 1), new KeyStretching.ByPbkdf2(1)
        }) {
      Keystore keystore =
          Keystore.encrypt(SECRET, "m/12381/3600/0/0/0", "pass\u0007word", stretching);

      assertThat(parse(keystore.toJson()).decrypt("password")).isEqualTo(SECRET);
      assertThat(keystore.toJson()).doesNotContain("19d6689c085ae165831e934ff763ae46a2a6");
    }
  }

  @Test
  void decrypt_keystoreThatNamesAnotherValidator_isRefused() {
    String json =
        Keystore.encrypt(SECRET, "", "p", new KeyStretching.ByPbkdf2(1))
            .toJson()
            .replace("\"pubkey\" : \"96", "\"pubkey\" : \"97");

    assertThatThrownBy(() -> parse(json).decrypt("p"))
        .isInstanceOf(KeystoreException.class)
        .hasMessageContaining("but holds the key of another");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "version": 4      | "version": 3          | keystore: version: expected 4
          "dklen": 32       | "dklen": 64           | keystore: crypto.kdf.params.dklen: expected 32
          "c": 262144       | "c": 0                | keystore: pbkdf2 iterations out of range: 0
          "c": 262144       | "c": 2000000000       | keystore: pbkdf2 iterations out of range
          "c": 262144       | "c": 1e30             | keystore: crypto.kdf.params.c: expected a whole
          "c": 262144       | "x": 1                | keystore: crypto.kdf.params.c: expected a whole
          pbkdf2            | md5                   | keystore: crypto.kdf.function: expected scrypt
          pbkdf2            | scrypt                | keystore: crypto.kdf.params.n: expected a whole
          "sha256"          | "sha3"                | keystore: crypto.checksum.function: expected sha256
          aes-128-ctr       | aes-256-gcm           | keystore: crypto.cipher.function: expected aes
          264daa3f          | 264daa                | keystore: crypto.cipher.params.iv: expected 16
          264daa3f          | zzzzzzzz              | keystore: crypto.cipher.params.iv: expected hex
          64625def-3331     | 6                     | keystore: Invalid UUID
          {"crypto"         | {{                    | keystore: not valid JSON
          """)
  void parse_faultyKeystore_namesThePlace(String sound, String faulty, String message) {
    assertThat(PBKDF2_VECTOR).contains(sound);

    assertThatThrownBy(() -> parse(PBKDF2_VECTOR.replace(sound, faulty)))
        .isInstanceOf(KeystoreException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void scrypt_parametersThatAskForMuchMemory_areRefused() {
    assertThatThrownBy(() -> new KeyStretching.ByScrypt(1 << 20, 8, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KeyStretching.ByScrypt(1 << 30, Integer.MAX_VALUE, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KeyStretching.ByScrypt(1000, 8, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void read_missingFile_saysSo(@TempDir Path dir) {
    assertThatThrownBy(() -> Keystore.read(dir.resolve("k.json")))
        .isInstanceOf(KeystoreException.class)
        .hasMessageEndingWith("k.json: no such keystore");
  }

  private static Keystore parse(String json) {
    return Keystore.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String vector(String kdf, String checksum, String cipherText) {
    return """
    {"crypto": {"kdf": KDF,
      "checksum": {"function": "sha256", "params": {}, "message": "CHECKSUM"},
      "cipher": {"function": "aes-128-ctr",
        "params": {"iv": "264daa3f303d7259501c93d997d84fe6"}, "message": "CIPHERTEXT"}},
     "description": "a vector of EIP-2335", "path": "m/12381/60/0/0",
     "pubkey": "9612d7a727c9d0a22e185a1c768478dfe919cada9266988cb32359c11f2b7b27f4ae4040902382ae29\
    10c15e2b420d07",
     "uuid": "64625def-3331-4eea-ab6f-782f3ed16a83", "version": 4}
    """
        .replace("KDF", kdf)
        .replace("CHECKSUM", checksum)
        .replace("CIPHERTEXT", cipherText);
  }
}
