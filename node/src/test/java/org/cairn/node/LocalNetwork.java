package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A devnet of real processes, started and stopped by `scripts/devnet` as a user would, in a folder
/// and on ports of its own. Closing it ends every process that it started.
final class LocalNetwork implements FundedChain, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("cairn.root", ".")).toAbsolutePath();
  private static final int PORTS_A_NODE = 10;
  private static final int MAX_NODES = 7;

  private final Path folder;
  private final JsonNode banner;
  private final Thread stopper;

  private LocalNetwork(Path folder, JsonNode banner) {
    this.folder = folder;
    this.banner = banner;
    // No node outlives whoever started it, also when that is told to end.
    this.stopper = new Thread(this::stop, "stop-network");
    Runtime.getRuntime().addShutdownHook(stopper);
  }

  /// Starts the network and returns when block 1, or the next one, is final.
  static LocalNetwork start(Path folder, String... options) {
    var command = new ArrayList<String>();
    command.addAll(List.of("--dir", folder.toString(), "--json", "--detach"));
    command.addAll(List.of(options));
    if (!command.contains("--base-port")) {
      command.addAll(List.of("--base-port", Integer.toString(freeBasePort())));
    }
    String output = devnet(command);
    try {
      return new LocalNetwork(folder, JSON.readTree(output));
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON from the devnet: " + output, e);
    }
  }

  JsonNode banner() {
    return banner;
  }

  Path folder() {
    return folder;
  }

  int size() {
    return banner.get("validators").size();
  }

  String rpc(int validator) {
    return banner.get("validators").get(validator).get("rpc").asText();
  }

  String webSocket(int validator) {
    return banner.get("validators").get(validator).get("ws").asText();
  }

  String metrics(int validator) {
    return banner.get("validators").get(validator).get("metrics").asText();
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

  /// Ends a validator's process at once, as a power cut would.
  void kill(int validator) {
    devnet(List.of("--dir", folder.toString(), "kill", Integer.toString(validator)));
  }

  /// Ends a validator's process at this very moment.
  void killAtOnce(int validator) {
    try {
      Path pid = folder.resolve("node-" + validator).resolve("pid");
      long number = Long.parseLong(Files.readString(pid).strip().split(" ", 2)[0]);
      ProcessHandle process = ProcessHandle.of(number).orElseThrow();
      var _ = process.destroyForcibly();
      var _ = process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts a validator's process again on its data folder.
  void startAgain(int validator) {
    devnet(List.of("--dir", folder.toString(), "start", Integer.toString(validator)));
  }

  /// Runs a command of `scripts/devnet` on this network, and returns what it printed.
  String devnet(String... arguments) {
    var command = new ArrayList<>(List.of("--dir", folder.toString()));
    command.addAll(List.of(arguments));
    return devnet(command);
  }

  @Override
  public void close() {
    var _ = Runtime.getRuntime().removeShutdownHook(stopper);
    stop();
  }

  private void stop() {
    devnet(List.of("--dir", folder.toString(), "stop"));
  }

  private static String devnet(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(ROOT.resolve("scripts/devnet").toString());
    command.addAll(arguments);
    return run(command);
  }

  /// Runs a program to its end and returns its standard output.
  ///
  /// @throws IllegalStateException with what it printed, when its exit status is not 0
  static String run(List<String> command) {
    try {
      Path errors = Files.createTempFile("cairn", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectError(errors.toFile())
              .directory(ROOT.toFile())
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            String.join(" ", command) + " failed: " + output + Files.readString(errors));
      }
      Files.delete(errors);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A port from which on the next seventy are free, as far as can be known, below those that the
  /// system gives to outgoing connections.
  static int freeBasePort() {
    for (int attempt = 0; attempt < 50; attempt++) {
      int base = 20_000 + (int) ((ProcessHandle.current().pid() + attempt * 7L) % 240) * 50;
      if (allFree(base, MAX_NODES * PORTS_A_NODE)) {
        return base;
      }
    }
    throw new IllegalStateException("no free ports");
  }

  private static boolean allFree(int base, int count) {
    for (int port = base; port < base + count; port++) {
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.setReuseAddress(true);
      } catch (IOException taken) {
        return false;
      }
    }
    return true;
  }
}
