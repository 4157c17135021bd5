package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of anvil, whose EVM is revm, to be compared with. It ends when this is closed, and
/// with this virtual machine at the latest.
final class Anvil implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int START_ATTEMPTS = 100;
  private static final long NANOS_A_TICK = 10_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Thread reaper;
  private final URI endpoint;
  private final HttpClient http = HttpClient.newHttpClient();

  private Anvil(Process process, int port) {
    this.process = process;
    this.reaper = new Thread(process::destroyForcibly);
    this.endpoint = URI.create("http://127.0.0.1:" + port);
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  /// For calls of any size, without blocks of its own.
  static Anvil start(Path program) throws IOException, InterruptedException {
    return start(
        program, List.of("--gas-limit", "1000000000000000", "--code-size-limit", "100000"));
  }

  static Anvil start(Path program, List<String> options) throws IOException, InterruptedException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program.toString(), "--silent", "--port", Integer.toString(port)));
    command.addAll(List.of("--hardfork", "osaka"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Anvil anvil = new Anvil(builder.start(), port);
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        JsonNode _ = anvil.request("eth_chainId", JSON.createArrayNode());
        return anvil;
      } catch (IOException _) {
        TimeUnit.MILLISECONDS.sleep(100); // not listening yet
      }
    }
    anvil.close();
    throw new IOException("anvil does not answer");
  }

  private JsonNode request(String method, JsonNode parameters)
      throws IOException, InterruptedException {
    ObjectNode body = JSON.createObjectNode();
    body.put("jsonrpc", "2.0").put("id", 1).put("method", method).set("params", parameters);
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    JsonNode answer = JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    if (answer.has("error")) {
      throw new IllegalStateException("anvil: " + answer.get("error"));
    }
    return answer.get("result");
  }

  /// Calls code that exists for this call only.
  void call(JsonNode parameters) throws IOException, InterruptedException {
    JsonNode _ = request("eth_call", parameters);
  }

  String url() {
    return endpoint.toString();
  }

  long pid() {
    return process.pid();
  }

  /// What the process has used of the CPU, from `/proc/PID/stat`, whose unit is a hundredth of a
  /// second.
  long cpuNanos() throws IOException {
    return cpuNanos(process.pid());
  }

  static long cpuNanos(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_A_TICK;
  }

  @Override
  public void close() {
    Process _ = process.destroyForcibly();
    boolean _ = Runtime.getRuntime().removeShutdownHook(reaper);
  }
}
