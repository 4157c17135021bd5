package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Wei;
import org.cairn.node.load.HttpLoad;
import org.cairn.node.load.Subscribers;
import org.jspecify.annotations.Nullable;

/// JSON-RPC under load beside anvil, for `scripts/bench rpc`: the same requests by the same
/// generator to a devnet of one validator and to anvil, in turns. Both chains have the same blocks:
/// one transaction each, every hundredth of them a transfer of tokens.
final class RpcBench {
  private static final int CONNECTIONS = 32;
  private static final int SUBSCRIBERS = 200;
  private static final int LOG_EVERY_BLOCKS = 100;
  private static final int BATCH = 100;
  private static final int HOLDERS = 10;
  private static final int WARM_UP_SECONDS = 5;
  private static final Duration SUBSCRIBED = Duration.ofSeconds(20);
  private static final Wei TIP = Wei.ofGwei(1);
  private static final Wei FEE_CAP = Wei.ofGwei(20);

  /// @param rounds of which the median counts
  /// @param minutes how long memory is watched
  private record Settings(
      Path anvil, int seconds, int rounds, int blocks, int minutes, String only) {
    static Settings of(String[] arguments) {
      Map<String, String> given = new HashMap<>();
      for (int i = 1; i + 1 < arguments.length; i += 2) {
        given.put(arguments[i], arguments[i + 1]);
      }
      Settings settings =
          new Settings(
              Path.of(arguments[0]),
              Integer.parseInt(given.getOrDefault("--seconds", "5")),
              Integer.parseInt(given.getOrDefault("--rounds", "3")),
              Integer.parseInt(given.getOrDefault("--blocks", "10000")),
              Integer.parseInt(given.getOrDefault("--minutes", "0")),
              given.getOrDefault("--only", ""));
      if (arguments.length % 2 == 0) {
        throw new IllegalArgumentException(
            "options: --seconds N --rounds N --blocks N --minutes N --only WORKLOAD");
      }
      return settings;
    }
  }

  /// A server under load, and what is asked of it.
  private record Side(String name, String url, long pid, Map<String, List<String>> workloads) {
    InetSocketAddress address() {
      URI uri = URI.create(url);
      return new InetSocketAddress(uri.getHost(), uri.getPort());
    }
  }

  /// @param cpuMicros what the server's process used for a request
  private record Measured(double perSecond, double p99Millis, double cpuMicros) {}

  private final Settings settings;
  private final RpcLoad rpc = new RpcLoad(4);

  private RpcBench(Settings settings) {
    this.settings = settings;
  }

  /// Arguments: the program of anvil, then options with their values.
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("cairn-bench");
    try {
      new RpcBench(Settings.of(arguments)).run(folder);
    } finally {
      Bench.delete(folder);
    }
    System.exit(0);
  }

  private void run(Path folder) throws Exception {
    try (Anvil anvil = Anvil.start(settings.anvil, List.of());
        LocalNetwork network = LocalNetwork.start(folder.resolve("devnet"), "--validators", "1")) {
      JsonNode validator = network.banner().get("validators").get(0);
      SecretKey key = SecretKey.fromHex(network.privateKey(0));
      List<Side> sides = new ArrayList<>();
      // The keys of both are made of the same words.
      sides.add(side("anvil", anvil.url(), anvil.pid(), key, network));
      sides.add(side("cairn", network.rpc(0), validator.get("pid").asLong(), key, network));
      compare(sides);
      if (settings.minutes > 0) {
        watchMemory(sides.getLast(), network.metrics(0));
      }
    }
    if ("subscribers".contains(settings.only)) {
      subscribers(folder);
    }
  }

  private Side side(String name, String url, long pid, SecretKey key, LocalNetwork network)
      throws IOException {
    long from = System.nanoTime();
    long chainId = Long.decode(rpc.call(url, "eth_chainId").asText());
    String code;
    try (var resource = Objects.requireNonNull(RpcBench.class.getResourceAsStream("Token.hex"))) {
      code = new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    Bytes creation = Bytes.fromHex("0x" + code + word(1_000_000_000));
    JsonNode receipt = send(url, key, transaction(chainId, 0, null, 2_000_000, creation));
    String token = receipt.get("contractAddress").asText();
    for (int i = 1; i < settings.blocks; i++) {
      String holder = network.address(i / LOG_EVERY_BLOCKS % HOLDERS);
      boolean isLogged = i % LOG_EVERY_BLOCKS == 0;
      Transaction next =
          isLogged
              ? transaction(chainId, i, token, 100_000, transfer(holder))
              : transaction(chainId, i, network.address(1), 21_000, Bytes.EMPTY);
      JsonNode _ = send(url, key, next);
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d blocks of one transaction in %.1f s%n",
        name,
        settings.blocks,
        (System.nanoTime() - from) / 1e9);
    return new Side(name, url, pid, workloads(url, token, network));
  }

  private JsonNode send(String url, SecretKey key, Transaction transaction) {
    Bytes encoded = TransactionCodec.sign(transaction, key).encoded();
    JsonNode receipt = rpc.call(url, "eth_sendRawTransactionSync", encoded.toString());
    if (!receipt.get("status").asText().equals("0x1")) {
      throw new IllegalStateException("failed: " + receipt);
    }
    return receipt;
  }

  private static Transaction transaction(
      long chainId, long nonce, @Nullable String to, long gas, Bytes data) {
    return new Transaction.DynamicFee(
        chainId,
        nonce,
        TIP,
        FEE_CAP,
        gas,
        to == null ? null : Address.fromHex(to),
        Wei.of(to == null || !data.isEmpty() ? 0 : 1),
        data,
        List.of());
  }

  private static Bytes transfer(String to) {
    return Bytes.fromHex("0xa9059cbb" + "0".repeat(24) + to.substring(2) + word(1));
  }

  private static String word(long value) {
    return "%064x".formatted(value);
  }

  private Map<String, List<String>> workloads(String url, String token, LocalNetwork network) {
    List<String> balances = new ArrayList<>();
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < HOLDERS; i++) {
      String holder = network.address(i);
      balances.add(request("eth_getBalance", "\"" + holder + "\",\"latest\""));
      calls.add(
          request(
              "eth_call",
              "{\"to\":\"%s\",\"data\":\"0x70a08231%s%s\"},\"latest\""
                  .formatted(token, "0".repeat(24), holder.substring(2))));
    }
    long head = Long.decode(rpc.call(url, "eth_blockNumber").asText());
    String query =
        ("{\"fromBlock\":\"0x%x\",\"toBlock\":\"0x%x\",\"address\":\"%s\","
                + "\"topics\":[\"0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef\"]}")
            .formatted(Math.max(0, head - settings.blocks + 1), head, token);
    List<String> batch = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      batch.add(balances.get(i % HOLDERS));
    }
    Map<String, List<String>> workloads = new LinkedHashMap<>();
    workloads.put("eth_blockNumber", List.of(request("eth_blockNumber", "")));
    workloads.put("eth_getBalance", balances);
    workloads.put("eth_call", calls);
    workloads.put("eth_getLogs", List.of(request("eth_getLogs", query)));
    workloads.put("batch of 100", List.of("[" + String.join(",", batch) + "]"));
    workloads.keySet().removeIf(name -> !name.contains(settings.only));
    return workloads;
  }

  private static String request(String method, String parameters) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
        .formatted(method, parameters);
  }

  private void compare(List<Side> sides) throws IOException {
    System.out.printf(
        "%-16s%-8s%12s%12s%14s%22s%n",
        "", "", "req/s", "p99 ms", "CPU µs/req", "p99 ms at half anvil's");
    for (String workload : sides.getFirst().workloads.keySet()) {
      Map<String, Measured> medians = new HashMap<>();
      for (Side side : sides) {
        HttpLoad.Figures _ = load(side, workload, WARM_UP_SECONDS);
      }
      Map<String, List<Measured>> rounds = new HashMap<>();
      for (int round = 0; round < settings.rounds; round++) {
        for (Side side : sides) {
          rounds.computeIfAbsent(side.name, _ -> new ArrayList<>()).add(measure(side, workload));
        }
      }
      rounds.forEach((name, all) -> {
        all.sort(Comparator.comparingDouble(Measured::perSecond));
        medians.put(name, all.get(all.size() / 2));
      });
      double half = Objects.requireNonNull(medians.get("anvil")).perSecond / 2;
      for (Side side : sides) {
        HttpLoad.Figures paced =
            HttpLoad.paced(
                side.address(),
                CONNECTIONS,
                Objects.requireNonNull(side.workloads.get(workload)),
                half,
                Duration.ofSeconds(settings.seconds));
        Measured median = Objects.requireNonNull(medians.get(side.name));
        System.out.printf(
            Locale.ROOT,
            "%-16s%-8s%12.0f%12.2f%14.1f%22.2f%n",
            workload,
            side.name,
            median.perSecond,
            median.p99Millis,
            median.cpuMicros,
            paced.latencies().millis(0.99));
      }
    }
  }

  private static HttpLoad.Figures load(Side side, String workload, int seconds) {
    return HttpLoad.fast(
        side.address(),
        CONNECTIONS,
        Objects.requireNonNull(side.workloads.get(workload)),
        Duration.ofSeconds(seconds));
  }

  private Measured measure(Side side, String workload) throws IOException {
    long before = Anvil.cpuNanos(side.pid);
    HttpLoad.Figures figures = load(side, workload, settings.seconds);
    long used = Anvil.cpuNanos(side.pid) - before;
    return new Measured(
        figures.perSecond(),
        figures.latencies().millis(0.99),
        used / 1e3 / Math.max(1, figures.answers()));
  }

  /// Everything in turns, as fast as it goes, and what the process holds after each minute.
  private void watchMemory(Side side, String metrics) throws Exception {
    System.out.println("memory of cairn under all of it, a minute each:");
    for (int minute = 1; minute <= settings.minutes; minute++) {
      long answers = 0;
      for (String workload : side.workloads.keySet()) {
        answers += load(side, workload, Math.max(1, 60 / side.workloads.size())).answers();
      }
      String _ =
          LocalNetwork.run(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(side.pid),
                  "GC.run"));
      System.out.printf(
          Locale.ROOT,
          "  minute %2d: %,d requests, resident %d MB, heap after a collection %.1f MB%n",
          minute,
          answers,
          Bench.residentKilobytes(side.pid) / 1024,
          heapBytes(FinalityBench.metrics(metrics)) / 1e6);
    }
  }

  private static double heapBytes(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /// Both make ten blocks a second, of which every subscriber is told.
  private void subscribers(Path folder) throws Exception {
    System.out.printf(
        "%d subscribers to newHeads at 10 blocks a second, for %d s:%n",
        SUBSCRIBERS, SUBSCRIBED.toSeconds());
    try (Anvil anvil = Anvil.start(settings.anvil, List.of("--block-time", "0.1"))) {
      subscribe("anvil", URI.create(anvil.url()), anvil.pid());
    }
    try (LocalNetwork network =
        LocalNetwork.start(
            folder.resolve("subscribers"), "--validators", "1", "--block-time", "0.1")) {
      long pid = network.banner().get("validators").get(0).get("pid").asLong();
      subscribe("cairn", URI.create(network.webSocket(0)), pid);
    }
  }

  private static void subscribe(String name, URI server, long pid) throws Exception {
    // What it takes to make the blocks is none of the notifications' cost.
    double idleNanos = cpuNanosASecond(pid);
    try (Subscribers all = Subscribers.connect(server.getHost(), server.getPort(), SUBSCRIBERS)) {
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      all.reset();
      double usedNanos = cpuNanosASecond(pid) - idleNanos;
      Subscribers.Figures figures = all.figures();
      double blocks = figures.blocks() / (double) SUBSCRIBED.toSeconds();
      System.out.printf(
          Locale.ROOT,
          "  %s: %.1f blocks/s, %d notifications missed, the others after the first by p50 %.2f"
              + " ms, p99 %.2f ms; CPU %.1f µs a notification, %.1f %% without subscribers%n",
          name,
          blocks,
          figures.missed(),
          figures.spread().millis(0.5),
          figures.spread().millis(0.99),
          usedNanos / 1e3 / Math.max(1, blocks * SUBSCRIBERS),
          idleNanos / 1e7);
    }
  }

  private static double cpuNanosASecond(long pid) throws Exception {
    long before = Anvil.cpuNanos(pid);
    TimeUnit.SECONDS.sleep(SUBSCRIBED.toSeconds());
    return (Anvil.cpuNanos(pid) - before) / (double) SUBSCRIBED.toSeconds();
  }
}
