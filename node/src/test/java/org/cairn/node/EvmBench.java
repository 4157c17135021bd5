package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.cairn.evm.fork.Fork;
import org.cairn.node.evmtool.WorkloadBenchmark;

/// Cairn's EVM beside anvil's in one run, for `scripts/bench evm`: after each round over all
/// workloads on this side follows one on the other. Cairn's figure is the CPU time of the executing
/// thread; anvil's is that of the process, as the difference between two numbers of iterations.
final class EvmBench {
  private static final String CALLER = "0x" + "c0".repeat(20);
  private static final String CONTRACT = "0x" + "c1".repeat(20);
  private static final long GAS = 100_000_000_000_000L;
  private static final long RUN_NANOS = 500_000_000;

  /// The low number of iterations is this part of the high one.
  private static final int PART = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Anvil anvil;
  private final Map<String, List<Double>> nanos = new LinkedHashMap<>();
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private final List<JsonNode> workloads = new ArrayList<>();

  private EvmBench(Anvil anvil) {
    this.anvil = anvil;
  }

  /// Arguments: the program of anvil, the file of workloads, rounds, and a pattern for names.
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    Pattern only = Pattern.compile(arguments.length > 3 ? arguments[3] : "");
    try (Anvil anvil = Anvil.start(Path.of(arguments[0]))) {
      EvmBench bench = new EvmBench(anvil);
      for (JsonNode workload : JSON.readTree(file.toFile())) {
        if (only.matcher(workload.path("name").asText()).find()) {
          bench.workloads.add(workload);
        }
      }
      List<WorkloadBenchmark.Result> results =
          WorkloadBenchmark.of(file, only, Fork.OSAKA, rounds, System.err::println)
              .run(bench::round);
      bench.print(results);
    }
  }

  private void round() {
    for (JsonNode workload : workloads) {
      try {
        double value = measure(workload);
        nanos.computeIfAbsent(workload.path("name").asText(), _ -> new ArrayList<>()).add(value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private double measure(JsonNode workload) throws IOException, InterruptedException {
    long iterations = workload.path("n").asLong();
    Integer known = calls.get(workload.path("name").asText());
    int count = known == null ? countCalls(workload, iterations) : known;
    long low = workload.path("fixed").asBoolean() ? 0 : iterations / PART;
    long base = low == 0 ? 0 : run(workload, low, count);
    long used = run(workload, iterations, count) - base;
    return (double) used / count / (iterations - low);
  }

  /// How many calls make a run that is long beside the unit of the process's CPU time.
  private int countCalls(JsonNode workload, long iterations)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long _ = run(workload, iterations, 1);
    long once = System.nanoTime() - start;
    int count = (int) Math.max(1, RUN_NANOS / Math.max(1, once));
    calls.put(workload.path("name").asText(), count);
    return count;
  }

  private long run(JsonNode workload, long iterations, int count)
      throws IOException, InterruptedException {
    JsonNode call = call(workload, iterations);
    long start = anvil.cpuNanos();
    for (int i = 0; i < count; i++) {
      anvil.call(call);
    }
    return anvil.cpuNanos() - start;
  }

  private static JsonNode call(JsonNode workload, long iterations) {
    String number = workload.path("fixed").asBoolean() ? "" : "%064x".formatted(iterations);
    ObjectNode transaction = JSON.createObjectNode();
    transaction.put("from", CALLER).put("to", CONTRACT).put("gas", "0x" + Long.toHexString(GAS));
    transaction.put(
        "data", "0x" + workload.path("sel").asText() + number + workload.path("input").asText());
    ObjectNode override = JSON.createObjectNode();
    override.putObject(CONTRACT).put("code", "0x" + workload.path("code").asText());
    workload
        .path("extra")
        .properties()
        .forEach(extra -> {
          String key = extra.getKey();
          override
              .putObject("0x" + "0".repeat(40 - key.length()) + key)
              .put("code", "0x" + extra.getValue().asText());
        });
    ArrayNode parameters = JSON.createArrayNode();
    parameters.add(transaction).add("latest").add(override);
    return parameters;
  }

  private void print(List<WorkloadBenchmark.Result> results) {
    System.out.printf(
        "%-6s%-20s%12s%14s%14s%8s%n", "group", "workload", "gas", "cairn ns", "anvil ns", "ratio");
    Map<String, Double> loops = new LinkedHashMap<>();
    Map<String, Double> precompiles = new LinkedHashMap<>();
    for (WorkloadBenchmark.Result result : results) {
      double[] values =
          nanos.getOrDefault(result.name(), List.of()).stream()
              .mapToDouble(Double::doubleValue)
              .sorted()
              .toArray();
      double theirs = values[values.length / 2];
      double ratio = theirs / result.nanos();
      (result.group().equals("h") ? precompiles : loops).put(result.name(), ratio);
      System.out.printf(
          Locale.ROOT,
          "%-6s%-20s%12.0f%14.1f%14.1f%8.2f%n",
          result.group(),
          result.name(),
          result.gas(),
          result.nanos(),
          theirs,
          ratio);
    }
    summary("groups a to g", loops, "aim 0.75, none under 0.4");
    summary("precompiles", precompiles, "aim: none under 0.5");
  }

  private static void summary(String what, Map<String, Double> ratios, String aim) {
    if (ratios.isEmpty()) {
      return;
    }
    double[] values = ratios.values().stream().mapToDouble(Double::doubleValue).toArray();
    double mean = Math.exp(Arrays.stream(values).map(Math::log).sum() / values.length);
    double least = Arrays.stream(values).min().orElseThrow();
    String name =
        ratios.entrySet().stream()
            .filter(entry -> entry.getValue() == least)
            .findFirst()
            .orElseThrow()
            .getKey();
    System.out.printf(
        Locale.ROOT,
        "%s: Cairn's speed is %.2f of anvil's (geometric mean), least %.2f (%s); %s%n",
        what,
        mean,
        least,
        name,
        aim);
  }
}
