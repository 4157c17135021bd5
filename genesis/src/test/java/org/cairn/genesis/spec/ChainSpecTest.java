package org.cairn.genesis.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainSpecTest {
  private static final Address ACCOUNT =
      Address.fromHex("0x00000000000000000000000000000000000000aa");

  /// A chain of 2018 that geth would read.
  private static final String FOREIGN =
      """
      {"config": {"chainId": 7, "homesteadBlock": 0, "eip150Block": 0, "eip155Block": 2,
                  "eip158Block": 3, "byzantiumBlock": 4, "constantinopleBlock": 5, "ethash": {}},
       "difficulty": "0x400", "gasLimit": "5000", "extraData": "0x01", "baseFeePerGas": null,
       "alloc": {"00000000000000000000000000000000000000aa": {"balance": "1000"},
                 "0x00000000000000000000000000000000000000bb":
                   {"balance": "0x0", "nonce": "0x1", "code": "0x60", "storage": {"0x1": "0x02"}}}}
      """;

  @Test
  void parse_plainGethFile_isAForeignChain() {
    ChainSpec spec = ChainSpec.parse(FOREIGN);

    assertThat(spec.cairn()).isNull();
    assertThat(spec.config().chainId()).isEqualTo(7);
    assertThat(spec.config().activation(ForkName.PETERSBURG)).isEqualTo(5);
    assertThat(spec.config().activation(ForkName.LONDON)).isNull();
    assertThat(spec.genesis().gasLimit()).isEqualTo(5000);
    assertThat(spec.genesis().difficulty()).isEqualTo(UInt256.of(1024));
    assertThat(spec.alloc().get(ACCOUNT)).isEqualTo(GenesisAccount.funded(Wei.of(1000)));
    assertThat(spec.alloc().get(Address.fromHex("00000000000000000000000000000000000000bb")))
        .isEqualTo(
            new GenesisAccount(
                Wei.ZERO,
                1,
                Bytes.fromHex("0x60"),
                new TreeMap<>(Map.of(UInt256.ONE, UInt256.of(2)))));
    assertThatThrownBy(spec::requireCairn)
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("config.cairn: missing");
  }

  @Test
  void toJson_ofAForeignChain_readsBackTheSame() {
    ChainSpec spec = ChainSpec.parse(FOREIGN);

    assertThat(ChainSpec.parse(spec.toJson())).isEqualTo(spec);
  }

  @Test
  void toJson_ofAnOwnChain_readsBackTheSame() {
    ChainSpec spec = ownChain();

    assertThat(ChainSpec.parse(spec.toJson())).isEqualTo(spec);
    assertThat(spec.requireCairn().weights()).hasSize(2);
    assertThat(spec.requireCairn().weights().getFirst().value()).isEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "chainId": 7      | "chainId": 0       | config.chainId: expected a chain id above 0
          "chainId": 7      | "chainId": "x"     | config.chainId: expected a number
          "chainId": 7      | "chain": 7         | config.chainId: missing
          "eip155Block": 2  | "eip155Block": -2  | config.eip155Block: expected an unsigned number
          "eip155Block": 2  | "eip155Block": 9   | config.eip158Block: 3 is before config.eip155Block 9
          "eip155Block": 2  | "eip15Block": 2    | config.eip158Block: scheduled, but config.eip155Block
          "ethash": {}      | "amsterdamTime": 1 | config.amsterdamTime: not supported
          "ethash": {}      | "chainId": 7       | Duplicate
          "gasLimit": "5000"| "gasLimit": {}     | gasLimit: expected a number
          "gasLimit": "5000"| "gasLimit": 1.5    | gasLimit: expected a number
          "extraData": "0x01"| "extraData": "0x1"| extraData: expected hexadecimal bytes
          "balance": "1000" | "balance": "0xzz"  | alloc.00000000000000000000000000000000000000aa.balance: expected
          "balance": "1000" | "balance": "-1"    | expected a number
          "alloc": {        | "alloc": {"xx": {},| alloc: expected an address as name, found
          "0x1": "0x02"     | "0x1": 5           | storage.0x1: expected a string
          "0x1": "0x02"     | "zz": "0x1"        | expected a hexadecimal word
          "alloc": {        | "a": {             | alloc: missing
          "alloc": {        | "alloc": [         | not valid JSON at line
          """)
  void parse_faultyFile_namesThePlace(String sound, String faulty, String message) {
    assertThat(FOREIGN).contains(sound.strip());

    assertThatThrownBy(() -> ChainSpec.parse(FOREIGN.replace(sound.strip(), faulty.strip())))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_quantityOfMoreThan256Bits_isRefused() {
    String huge = "0x1" + "0".repeat(64);

    assertThatThrownBy(() -> ChainSpec.parse(FOREIGN.replace("\"1000\"", "\"" + huge + "\"")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("at most 256 bits");
    assertThatThrownBy(() -> ChainSpec.parse(FOREIGN.replace("\"1000\"", "9".repeat(900))))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("900 characters");
  }

  @Test
  void parse_notAnObject_isRefused() {
    for (String text : List.of("", "[]", "7", "{", "{} {}", "\u0000", "[".repeat(5000))) {
      assertThatThrownBy(() -> ChainSpec.parse(text))
          .as(text)
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith("not ");
    }
  }

  @Test
  void parse_misspeltRuleOfOurs_isRefused() {
    String json = ownChain().toJson().replace("blockTimeMillis", "blockTimeMilis");

    assertThatThrownBy(() -> ChainSpec.parse(json))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("config.cairn.blockTimeMilis: unknown field");
  }

  @Test
  void parse_changedStake_contradictsTheGenesisBlock() {
    String json = ownChain().toJson().replace("40000000000", "41000000000");

    assertThatThrownBy(() -> ChainSpec.parse(json))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("extraData: the genesis block commits to other validators");
  }

  @Test
  void parse_changedPace_isTheSameChain() {
    String json =
        ownChain().toJson().replace("\"blockTimeMillis\" : 1000", "\"blockTimeMillis\" : 2000");

    assertThat(ChainSpec.parse(json).requireCairn().blockTimeMillis()).isEqualTo(2000);
  }

  @Test
  void parse_sameValidatorTwice_isRefused() {
    String json = ownChain().toJson();
    String first = "0x" + "01".repeat(48);
    String second = "0x" + "02".repeat(48);

    assertThatThrownBy(() -> ChainSpec.parse(json.replace(second, first)))
        .isInstanceOf(SpecException.class)
        .hasMessage("config.cairn: validator named twice: " + first);
  }

  @Test
  void parse_changedRuleOfStake_contradictsTheGenesisBlock() {
    String json =
        ownChain().toJson().replace("\"issuanceRatePpm\" : 20000", "\"issuanceRatePpm\" : 0");

    assertThatThrownBy(() -> ChainSpec.parse(json))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("extraData: the genesis block commits to other validators");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          "absentSlots" : 32             | "absentSlots" : 0             | config.cairn.staking: absentSlots is not between 1 and
          "absentSlots" : 32             | "absent" : 32                 | config.cairn.staking.absent: unknown field
          "absentQuotient" : 8           | "absentQuotient" : 0          | config.cairn.staking: absentQuotient is not between 1 and
          "evidenceWindowEpochs" : 504   | "evidenceWindowEpochs" : 505  | withdrawalDelayEpochs 504 is below evidenceWindowEpochs 505
          "minStakeGwei" : 32000000000   | "minStakeGwei" : 34000000000  | config.cairn: stake below minStakeGwei: Gwei 33000000000
          "maxStakeGwei" : 2048000000000 | "maxStakeGwei" : 1            | config.cairn.staking: maxStakeGwei is not between
          "stakeGwei" : 33000000000      | "stakeGwei" : 3300000000000   | stake above what counts for its credentials
          "withdrawalCredentials" : "0x02| "withdrawalCredentials" : "0x00| withdrawal credentials of neither type 0x01 nor 0x02
          "issuanceRatePpm" : 20000      | "issuanceRatePpm" : 1000001   | issuanceRatePpm is not between 0 and 1000000
          "minValidators" : 1            | "minValidators" : 4294967297  | config.cairn.staking: integer overflow
          """)
  void parse_rulesOfStakeThatCannotBe_areRefused(String sound, String faulty, String message) {
    String json = ownChain().toJson();
    assertThat(json).contains(sound.strip());

    assertThatThrownBy(() -> ChainSpec.parse(json.replace(sound.strip(), faulty.strip())))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_withoutASectionOnStaking_hasTheDefaults() {
    String json = ownChain().toJson();
    int start = json.indexOf("\"staking\"");
    String without = json.substring(0, start) + json.substring(json.indexOf("},", start) + 2);

    assertThat(ChainSpec.parse(without)).isEqualTo(ownChain());
  }

  @Test
  void read_missingFile_saysSo(@TempDir Path dir) {
    assertThatThrownBy(() -> ChainSpec.read(dir.resolve("genesis.json")))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith("no such genesis file");
    assertThatThrownBy(() -> ChainSpec.read(dir)).isInstanceOf(SpecException.class);
  }

  @Test
  void read_writtenFile_isTheSame(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("genesis.json");
    ownChain().write(file);

    assertThat(ChainSpec.read(file)).isEqualTo(ownChain());
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).endsWith("}\n");
  }

  private static ChainSpec ownChain() {
    CairnConfig cairn =
        new CairnConfig(
            Bytes.fromHex("0x0a0b0c0d"),
            StakingParameters.of(
                CairnConfig.DEFAULT_EPOCH_LENGTH_BLOCKS, StakingParameters.GWEI_PER_COIN),
            CairnConfig.DEFAULT_BLOCK_TIME_MILLIS,
            CairnConfig.DEFAULT_MIN_BLOCK_INTERVAL_MILLIS,
            CairnConfig.DEFAULT_TIMEOUT_MILLIS,
            true,
            List.of(validator(1, 40), validator(2, 33)));
    ChainConfig config = ChainConfig.newest(22476, ACCOUNT);
    Bytes extraData = cairn.commitment(22476, ACCOUNT).toBytes();
    TreeMap<Address, GenesisAccount> alloc = new TreeMap<>();
    alloc.put(ACCOUNT, GenesisAccount.funded(Wei.ofGwei(5)));
    return new ChainSpec(
        config, cairn, GenesisFields.of(1_700_000_000, 60_000_000, extraData), alloc);
  }

  private static GenesisValidator validator(int seed, long coins) {
    String digits = "0" + seed;
    return new GenesisValidator(
        Bytes.fromHex(digits.repeat(48)),
        coins * 1_000_000_000L,
        Bytes.fromHex(digits.repeat(96)),
        WithdrawalCredentials.of(ACCOUNT, true).bytes(),
        ACCOUNT,
        seed == 1 ? Hash.ZERO : null,
        seed == 1 ? "127.0.0.1:30303" : null);
  }
}
