package org.cairn.core.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cairn.core.types.Hex;
import org.junit.jupiter.api.Test;

class KeyDerivationTest {
  private static final byte[] PASSWORD = "password".getBytes(US_ASCII);
  private static final byte[] SALT = "salt".getBytes(US_ASCII);

  @Test
  void scrypt_ofTheSecondCaseOfRfc7914_isItsKey() {
    byte[] key = Scrypt.derive(PASSWORD, "NaCl".getBytes(US_ASCII), 1024, 8, 16, 64);
    assertThat(Hex.encode(key))
        .isEqualTo(
            "0xfdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  }

  @Test
  void scrypt_withParametersOutOfTheLimits_isRefused() {
    assertScryptRefused(0, 8, 1, 32);
    assertScryptRefused(1000, 8, 1, 32);
    assertScryptRefused(1 << 24, 8, 1, 32);
    assertScryptRefused(1 << 16, 1, 1, 32);
    assertScryptRefused(1024, 0, 1, 32);
    assertScryptRefused(1024, 8, 0, 32);
    assertScryptRefused(1024, 8, 1 << 20, 32);
    assertScryptRefused(1024, 8, 1, 0);
    assertScryptRefused(Integer.MIN_VALUE, 8, 1, 32);
  }

  @Test
  void pbkdf2_ofKnownCases_isTheKnownKey() {
    assertThat(Hex.encode(Pbkdf2.sha256(PASSWORD, SALT, 4096, 32)))
        .isEqualTo("0xc5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a");
    assertThat(Hex.encode(Pbkdf2.sha512(PASSWORD, SALT, 1, 64)))
        .isEqualTo(
            "0x867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
                + "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce");
  }

  @Test
  void pbkdf2_withParametersOutOfTheLimits_isRefused() {
    assertThatThrownBy(() -> Pbkdf2.sha256(PASSWORD, SALT, 0, 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pbkdf2.sha256(PASSWORD, SALT, Integer.MAX_VALUE, 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pbkdf2.sha256(PASSWORD, SALT, 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aes_ofTheCounterModeCaseOfSp80038a_isItsCiphertextAndComesBack() {
    byte[] key = Hex.decode("2b7e151628aed2a6abf7158809cf4f3c");
    byte[] counter = Hex.decode("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    byte[] plain = Hex.decode("6bc1bee22e409f96e93d7e117393172a");
    byte[] encrypted = Aes128Ctr.apply(key, counter, plain);
    assertThat(Hex.encode(encrypted)).isEqualTo("0x874d6191b620e3261bef6864990db6ce");
    assertThat(Aes128Ctr.apply(key, counter, encrypted)).isEqualTo(plain);
    assertThatThrownBy(() -> Aes128Ctr.apply(new byte[32], counter, plain))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertScryptRefused(int n, int r, int p, int lengthBytes) {
    assertThatThrownBy(() -> Scrypt.derive(PASSWORD, SALT, n, r, p, lengthBytes))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
