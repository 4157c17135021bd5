package org.cairn.node.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.node.dev.DevEndpoint.FIRST;
import static org.cairn.node.dev.DevEndpoint.SECOND;
import static org.cairn.node.dev.DevEndpoint.STRANGER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevGenesisTest {
  @TempDir Path folder;

  @Test
  void genesisFile_ofGeth_givesChainIdLimitsAndAccounts() throws IOException {
    Path file =
        write(
            """
            {"config":{"chainId":1337,"homesteadBlock":0,"eip150Block":0,"eip155Block":0,
            "eip158Block":0,"byzantiumBlock":0,"constantinopleBlock":0,"petersburgBlock":0,
            "istanbulBlock":0,"berlinBlock":0,"londonBlock":0,"terminalTotalDifficulty":0,
            "shanghaiTime":0,"cancunTime":0,"pragueTime":0,"osakaTime":0,"blobSchedule":{
            "cancun":{"target":3,"max":6,"baseFeeUpdateFraction":3338477},
            "prague":{"target":6,"max":9,"baseFeeUpdateFraction":5007716}}},
            "gasLimit":"0x1c9c380","difficulty":"0x0","timestamp":"0x1","alloc":{
            "1000000000000000000000000000000000000001":{"balance":"0x64"}}}
            """);
    try (var rpc = new DevEndpoint(file, 0, true)) {
      assertThat(rpc.quantity("eth_chainId", "[]")).isEqualTo(1_337);
      assertThat(rpc.balance(STRANGER)).isEqualTo(100);
      assertThat(rpc.receipt(rpc.send(FIRST, SECOND)).get("status").textValue()).isEqualTo("0x1");
      assertThat(rpc.block("latest").get("gasLimit").textValue()).isEqualTo("0x1c9c380");
    }
  }

  @Test
  void genesisFile_withProofOfWork_isRefused() throws IOException {
    Path file =
        write(
            """
            {"config":{"chainId":1,"homesteadBlock":0},"gasLimit":"0x1c9c380","difficulty":"0x20000",
            "alloc":{}}
            """);
    assertThatThrownBy(() -> new DevEndpoint(file, 0, true).close())
        .hasMessageContaining("before the merge");
  }

  private Path write(String genesis) throws IOException {
    return Files.writeString(folder.resolve("genesis.json"), genesis);
  }
}
