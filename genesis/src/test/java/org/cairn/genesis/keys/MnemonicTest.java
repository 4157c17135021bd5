package org.cairn.genesis.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnemonicTest {
  @Test
  void account_ofTheTestMnemonic_isWhatEveryToolDerives() {
    Mnemonic mnemonic = Mnemonic.of(Mnemonic.TEST_WORDS);

    assertThat(mnemonic.account(0).publicKey().toAddress())
        .isEqualTo(Address.fromHex("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
    assertThat(mnemonic.account(0).toBytes().toString())
        .isEqualTo("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
    assertThat(mnemonic.account(9).publicKey().toAddress())
        .isEqualTo(Address.fromHex("0xa0Ee7A142d267C1f36714E4a8F75612F20a79720"));
  }

  /// Vectors of BIP-39, with the passphrase TREZOR.
  @ParameterizedTest
  @CsvSource({
    "00000000000000000000000000000000,"
        + "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
        + " about,"
        + "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c9"
        + "2f2cf141630c7a3c4ab7c81b2f001698e7463b04",
    "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f,"
        + "legal winner thank year wave sausage worth useful legal winner thank yellow,"
        + "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6fa457fe1296106559a3c80937"
        + "a1c1069be3a3a5bd381ee6260e8d9739fce1f607",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff,"
        + "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo"
        + " zoo vote,"
        + "dd48c104698c30cfe2b6142103248622fb7bb0ff692eebb00089b32d22484e1613912f0a5b694407be899ffd"
        + "31ed3992c456cdf60f5d4564b8ba3f05a69890ad"
  })
  void seed_ofPublishedVectors_matches(String entropy, String words, String seed) {
    Mnemonic mnemonic = Mnemonic.ofEntropy(Hex.decode(entropy));

    assertThat(mnemonic.words()).isEqualTo(words);
    assertThat(Mnemonic.of("  " + words.toUpperCase(java.util.Locale.ROOT) + "\n"))
        .isEqualTo(mnemonic);
    assertThat(Hex.encode(mnemonic.seed("TREZOR"))).isEqualTo("0x" + seed);
  }

  @Test
  void generate_anyEntropy_readsBack() {
    Mnemonic mnemonic = Mnemonic.generate(new SecureRandom());

    assertThat(Mnemonic.of(mnemonic.words())).isEqualTo(mnemonic);
    assertThat(mnemonic.toString()).isEqualTo("Mnemonic of 24 words");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          test test test test test test test test test test junk           | not 11
          test test test test test test test test test test test secretish | word 12 of the mnemonic
          test test test test test test test test test test test test      | checksum does not match
          one                                                              | not 1
          """)
  void of_faultyWords_saysWhatIsWrongAndNoSecret(String words, String message) {
    assertThatThrownBy(() -> Mnemonic.of(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("secretish");
  }

  @Test
  void of_veryManyWords_isRefused() {
    assertThatThrownBy(() -> Mnemonic.of("test ".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
