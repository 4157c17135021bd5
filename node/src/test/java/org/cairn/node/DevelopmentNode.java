package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A process of `cairn node --dev`, with what it says of itself. Closing it ends it.
final class DevelopmentNode implements FundedChain, AutoCloseable {
  private static final long STOP_SECONDS = 20;

  private final Process process;
  private final Thread reaper;
  private final JsonNode banner;

  private DevelopmentNode(Process process, JsonNode banner) {
    this.process = process;
    this.banner = banner;
    reaper = new Thread(process::destroyForcibly, "stop-node");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /// Starts it, and returns when it answers.
  static DevelopmentNode start(Path log) throws IOException {
    String program = Path.of(System.getProperty("cairn.root", "."), "scripts/cairn").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    program,
                    "node",
                    "--dev",
                    "--json",
                    "--rpc-port=" + LocalNetwork.freeBasePort()))
            .redirectError(log.toFile())
            .start();
    BufferedReader output = process.inputReader();
    @Nullable String said = output.readLine();
    while (said != null && !said.startsWith("{\"chainId\"")) {
      said = output.readLine();
    }
    if (said == null) {
      throw new IOException("it ended; its log: " + log);
    }
    // Its log goes on there, and must be read for it to go on.
    var _ = Thread.startVirtualThread(() -> output.lines().forEach(_ -> {}));
    return new DevelopmentNode(process, ClientTools.json(said));
  }

  String rpc() {
    return banner.get("rpc").asText();
  }

  @Override
  public long chainId() {
    return banner.get("chainId").asLong();
  }

  @Override
  public String privateKey(int account) {
    return banner.get("accounts").get(account).get("privateKey").asText();
  }

  @Override
  public String address(int account) {
    return banner.get("accounts").get(account).get("address").asText();
  }

  /// Whether it ended when it was asked to.
  boolean stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    var _ = process.destroyForcibly();
    var _ = Runtime.getRuntime().removeShutdownHook(reaper);
  }
}
