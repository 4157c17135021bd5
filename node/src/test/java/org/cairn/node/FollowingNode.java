package org.cairn.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A node without a validator's key that follows a devnet, with the options that `cairn node` has
/// when one gives none: as in production. Closing it ends its process.
final class FollowingNode implements AutoCloseable {
  private static final long STOP_SECONDS = 20;

  private final Process process;
  private final Thread reaper;
  private final Path log;
  private final int port;

  private FollowingNode(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
    reaper = new Thread(process::destroyForcibly, "stop-node");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /// Starts it; it answers some time later.
  static FollowingNode start(LocalNetwork network, Path data, String... options)
      throws IOException {
    int port = LocalNetwork.freeBasePort();
    Files.createDirectories(data);
    Path log = data.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("cairn.root", "."), "scripts/cairn").toString());
    command.addAll(
        List.of(
            "node",
            "--genesis=" + network.folder().resolve("genesis.json"),
            "--data=" + data,
            "--p2p-host=127.0.0.1",
            "--p2p-port=" + (port + 1),
            "--rpc-port=" + port,
            "--metrics-port=" + (port + 2)));
    Collections.addAll(command, options);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new FollowingNode(process, log, port);
  }

  String rpc() {
    return "http://127.0.0.1:" + port;
  }

  /// What it has logged so far.
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
