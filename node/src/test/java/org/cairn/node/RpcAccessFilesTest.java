package org.cairn.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cairn.node.config.NodeConfig;
import org.cairn.rpc.port.RpcLimits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpcAccessFilesTest {
  private static final String KEY = "0x" + "11".repeat(32);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void unlocked_fileWithKeys_hasThemInOrder() throws IOException {
    String other = "0x" + "22".repeat(32);
    var keys = RpcAccessFiles.unlocked(config("127.0.0.1", file(KEY + "\n\n" + other + "\n")));
    assertThat(keys.stream().map(key -> key.toBytes().toString())).containsExactly(KEY, other);
  }

  @Test
  void unlocked_noFile_isNothing() {
    assertThat(RpcAccessFiles.unlocked(config("0.0.0.0", null))).isEmpty();
  }

  @Test
  void unlocked_whereOthersReachThePort_isRefused() throws IOException {
    Path file = file(KEY);
    for (String host : List.of("0.0.0.0", "::", "192.0.2.1")) {
      assertThatThrownBy(() -> RpcAccessFiles.unlocked(config(host, file)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("--rpc-unlock is for loopback addresses");
    }
  }

  @Test
  void unlocked_fileThatHasNoKeys_isRefusedByName() throws IOException {
    for (Path file : List.of(file("0x12"), folder.resolve("none"))) {
      assertThatThrownBy(() -> RpcAccessFiles.unlocked(config("localhost", file)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(file.toString());
    }
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("keys"), content);
  }

  private static NodeConfig.RpcConfig config(String host, @Nullable Path unlocked) {
    var access = new NodeConfig.RpcAccess(List.of(), null, 0, null, null, unlocked);
    return new NodeConfig.RpcConfig(host, 8545, List.of(), RpcLimits.DEFAULT, access);
  }
}
