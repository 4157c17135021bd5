package org.cairn.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.cairn.rpc.port.RpcLimits;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class RpcLimitOptionsTest {
  @Test
  void limits_withoutOptions_areTheUsualOnes() {
    assertThat(CommandLine.populateCommand(new RpcLimitOptions()).limits())
        .isEqualTo(RpcLimits.DEFAULT);
  }

  @Test
  void limits_withOptions_areThose() {
    RpcLimits limits =
        CommandLine.populateCommand(
                new RpcLimitOptions(),
                "--rpc-max-connections=7",
                "--rpc-trusted-addresses=10.0.0.1,10.0.0.2",
                "--rpc-idle-timeout=9")
            .limits();
    assertThat(limits.connections().maxOpen()).isEqualTo(7);
    assertThat(limits.connections().trusted()).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
    assertThat(limits.connections().idle()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void options_all_areDocumentedWithTheirDefault() throws Exception {
    String docs =
        Files.readString(Path.of(System.getProperty("cairn.root", "..")).resolve("docs/rpc.md"));
    for (OptionSpec option : new CommandLine(new RpcLimitOptions()).getCommandSpec().options()) {
      String value = option.defaultValue();
      assertThat(docs)
          .as("docs/rpc.md, Limits")
          .contains(
              "| `%s` | %s |".formatted(option.longestName(), value == null ? "loopback" : value));
    }
  }
}
