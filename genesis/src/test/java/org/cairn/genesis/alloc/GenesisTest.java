package org.cairn.genesis.alloc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.genesis.spec.ChainSpec;
import org.junit.jupiter.api.Test;

class GenesisTest {
  /// Sepolia's genesis: the accounts, each with its balance, and the header's fields.
  private static final String SEPOLIA =
      """
      {"config": {"chainId": 11155111, "homesteadBlock": 0, "eip150Block": 0, "eip155Block": 0,
         "eip158Block": 0, "byzantiumBlock": 0, "constantinopleBlock": 0, "petersburgBlock": 0,
         "istanbulBlock": 0, "berlinBlock": 0, "londonBlock": 0, "mergeNetsplitBlock": 1735371,
         "terminalTotalDifficulty": 17000000000000000, "shanghaiTime": 1677557088},
       "difficulty": "0x20000", "gasLimit": "0x1c9c380", "timestamp": "0x6159af19",
       "extraData": "0x5365706f6c69612c20417468656e732c204174746963612c2047726565636521",
       "alloc": {ALLOC}}
      """;

  private static final String[] SEPOLIA_ACCOUNTS = {
    "a2A6d93439144FFE4D27c9E088dCD8b783946263 D3C21BCECCEDA1000000",
    "Bc11295936Aa79d594139de1B2e12629414F3BDB D3C21BCECCEDA1000000",
    "7cF5b79bfe291A67AB02b393E456cCc4c266F753 D3C21BCECCEDA1000000",
    "aaec86394441f915bce3e6ab399977e9906f3b69 D3C21BCECCEDA1000000",
    "F47CaE1CF79ca6758Bfc787dbD21E6bdBe7112B8 D3C21BCECCEDA1000000",
    "d7eDDB78ED295B3C9629240E8924fb8D8874ddD8 D3C21BCECCEDA1000000",
    "8b7F0977Bb4f0fBE7076FA22bC24acA043583F5e D3C21BCECCEDA1000000",
    "e2e2659028143784d557bcec6ff3a0721048880a D3C21BCECCEDA1000000",
    "d9a5179f091d85051d3c982785efd1455cec8699 D3C21BCECCEDA1000000",
    "beef32ca5b9a198d27B4e02F4c70439fE60356Cf D3C21BCECCEDA1000000",
    "0000006916a87b82333f4245046623b23794c65c 84595161401484A000000",
    "b21c33de1fab3fa15499c62b59fe0cc3250020d1 52B7D2DCC80CD2E4000000",
    "10F5d45854e038071485AC9e402308cF80D2d2fE 52B7D2DCC80CD2E4000000",
    "d7d76c58b3a519e9fA6Cc4D22dC017259BC49F1E 52B7D2DCC80CD2E4000000",
    "799D329e5f583419167cD722962485926E338F4a DE0B6B3A7640000",
  };

  @Test
  void of_sepolia_hasItsHash() {
    StringBuilder alloc = new StringBuilder();
    for (String account : SEPOLIA_ACCOUNTS) {
      String[] parts = account.split(" ", 2);
      alloc
          .append(alloc.isEmpty() ? "" : ",")
          .append("\"0x%s\": {\"balance\": \"0x%s\"}".formatted(parts[0], parts[1]));
    }
    ChainSpec spec = ChainSpec.parse(SEPOLIA.replace("ALLOC", alloc));

    Genesis genesis = Genesis.of(spec);

    assertThat(genesis.hash())
        .isEqualTo(
            Hash.fromHex("0x25a5cc106eea7138acab33231d7160d69cb777ee0c2c553fcddf5138993e6dd9"));
    assertThat(genesis.block().header().baseFeePerGas()).isEqualTo(Wei.ofGwei(1));
    assertThat(genesis.block().header().withdrawalsRoot()).isNull();
    assertThat(Genesis.of(ChainSpec.parse(spec.toJson()))).isEqualTo(genesis);
  }

  @Test
  void of_executionApisFixture_isTheParentOfItsFirstBlock() throws Exception {
    Genesis genesis = Genesis.of(ChainSpec.parse(fixture("genesis.json")));

    // Two list headers of three bytes, one byte of the string header: then the parent's hash.
    byte[] chain = fixture("chain.rlp");
    assertThat(genesis.hash()).isEqualTo(Hash.copy(chain, 7));
  }

  @Test
  void of_chainWithAllForks_hasAllHeaderFields() {
    String forks =
        """
        {"config": {"chainId": 1, "homesteadBlock": 0, "eip150Block": 0, "eip155Block": 0,
           "eip158Block": 0, "byzantiumBlock": 0, "constantinopleBlock": 0, "istanbulBlock": 0,
           "berlinBlock": 0, "londonBlock": 0, "terminalTotalDifficulty": 0, "shanghaiTime": 0,
           "cancunTime": 0, "pragueTime": 5}, "timestamp": 4, "baseFeePerGas": "7", "alloc": {}}
        """;
    BlockHeader cancun = Genesis.of(ChainSpec.parse(forks)).block().header();
    BlockHeader prague =
        Genesis.of(ChainSpec.parse(forks.replace("\"timestamp\": 4", "\"timestamp\": 5")))
            .block()
            .header();

    assertThat(cancun.difficulty().isZero()).isTrue();
    assertThat(cancun.baseFeePerGas()).isEqualTo(Wei.of(7));
    assertThat(cancun.parentBeaconBlockRoot()).isEqualTo(Hash.ZERO);
    assertThat(cancun.requestsHash()).isNull();
    assertThat(prague.requestsHash()).isNotNull();
  }

  private static byte[] fixture(String name) throws IOException, InterruptedException {
    Path archive =
        Path.of(System.getProperty("cairn.fixtures", "absent"), "execution-apis.tar.zst");
    assumeThat(Files.exists(archive)).as("the fixtures are at " + archive).isTrue();
    Process tar =
        new ProcessBuilder(
                "tar", "--zstd", "-xOf", archive.toString(), "execution-apis/tests/" + name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] content = tar.getInputStream().readAllBytes();
    assertThat(tar.waitFor()).isZero();
    return content;
  }
}
