package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cairn.core.types.Wei;
import org.cairn.node.config.DevConfig;
import org.cairn.node.config.NodeConfig;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DevOptionsTest {
  private static final NodeConfig.RpcConfig RPC =
      new NodeConfig.RpcConfig("127.0.0.1", 8545, List.of(), 1, 1);

  @Test
  void config_withoutOptions_isADevnetsChainWithABlockForEachTransaction() {
    DevConfig config = config("--dev");
    assertThat(config.chainId()).isEqualTo(22_476);
    assertThat(config.mines()).isTrue();
    assertThat(config.blockTimeMillis()).isZero();
    assertThat(config.baseFee()).isEqualTo(Wei.ofGwei(1));
    assertThat(config.accounts().keys()).hasSize(10);
    assertThat(config.accounts().balance()).hasToString("10000000000000000000000");
  }

  @Test
  void config_withOptions_hasThem() {
    DevConfig config =
        config(
            "--dev",
            "--block-time=0.25",
            "--accounts=3",
            "--balance=1.5",
            "--chain-id=31337",
            "--gas-limit=30000000",
            "--base-fee=0",
            "--mnemonic",
            "legal winner thank year wave sausage worth useful legal winner thank yellow");
    assertThat(config.blockTimeMillis()).isEqualTo(250);
    assertThat(config.chainId()).isEqualTo(31_337);
    assertThat(config.gasLimit()).isEqualTo(30_000_000);
    assertThat(config.baseFee()).isEqualTo(Wei.ZERO);
    assertThat(config.accounts().balance()).hasToString("1500000000000000000");
    assertThat(config.accounts().keys()).hasSize(3);
  }

  @Test
  void config_contradictingOrWrong_isRefusedInOneLine() {
    for (String[] wrong :
        new String[][] {
          {"--no-mining", "--block-time=1"},
          {"--mnemonic=test test"},
          {"--accounts=5000"},
          {"--balance=0.0000000000000000001"},
          {"--base-fee=much"},
          {"--chain-id=0"},
          {"--block-time=-1"}
        }) {
      assertThatThrownBy(() -> config(wrong))
          .as(String.join(" ", wrong))
          .isInstanceOf(CommandFailure.class);
    }
  }

  @Test
  void arguments_ofADevnetForDevelopment_areThoseOfANode() {
    assertThat(Main.development(new String[] {"devnet", "--dev", "--port=1"}))
        .containsExactly("node", "--dev", "--port=1");
    assertThat(Main.development(new String[] {"devnet", "--json"}))
        .containsExactly("devnet", "--json");
    assertThat(Main.development(new String[] {})).isEmpty();
  }

  private static DevConfig config(String... arguments) {
    DevOptions options = new DevOptions();
    CommandLine.ParseResult _ =
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options))
            .parseArgs(arguments);
    return options.config(null, RPC);
  }
}
