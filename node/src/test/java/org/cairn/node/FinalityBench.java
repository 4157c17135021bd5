package org.cairn.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How soon blocks are final, and how fast they follow one another, with empty blocks back to back:
/// real processes on one machine, figures of the nodes' own metrics.
final class FinalityBench {
  private static final int WARM_UP_SECONDS = 20;
  private static final int MEASURED_SECONDS = 40;

  private FinalityBench() {}

  static void run(Path folder, int validators) throws Exception {
    try (var network =
            LocalNetwork.start(
                folder.resolve("devnet-" + validators),
                "--validators",
                Integer.toString(validators),
                "--block-time",
                "0.001");
        var rpc = new RpcLoad(4)) {
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      long from = System.nanoTime();
      long fromHeight = height(network, rpc);
      double fromCpuMillis = cpuMillis(network);
      TimeUnit.SECONDS.sleep(MEASURED_SECONDS);
      long blocks = height(network, rpc) - fromHeight;
      double seconds = (System.nanoTime() - from) / 1e9;
      System.out.printf(
          "%d validators: %.1f blocks/s over %.0f s (aim 20), %.1f ms of CPU a block and process%n",
          validators,
          blocks / seconds,
          seconds,
          (cpuMillis(network) - fromCpuMillis) / blocks / validators);
      for (int i = 0; i < validators; i++) {
        String metrics = metrics(network.metrics(i));
        System.out.printf(
            "  validator %d: finality p50 %.0f ms, p99 %.0f ms; interval p50 %.0f ms, p99 %.0f"
                + " ms%s%n",
            i,
            millis(metrics, "cairn_finality_seconds", "0.5"),
            millis(metrics, "cairn_finality_seconds", "0.99"),
            millis(metrics, "cairn_block_interval_seconds", "0.5"),
            millis(metrics, "cairn_block_interval_seconds", "0.99"),
            validators == 4 ? " (aim: finality p50 25 ms)" : "");
      }
    }
  }

  /// What all nodes together have used.
  private static double cpuMillis(LocalNetwork network) {
    double sum = 0;
    for (JsonNode validator : network.banner().get("validators")) {
      ProcessHandle process =
          ProcessHandle.of(validator.get("pid").asLong()).orElseThrow(IllegalStateException::new);
      sum += process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e6;
    }
    return sum;
  }

  private static long height(LocalNetwork network, RpcLoad rpc) {
    return Long.decode(rpc.call(network.rpc(0), "eth_blockNumber").asText());
  }

  static String metrics(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static double millis(String metrics, String name, String quantile) {
    String start = name + "{quantile=\"" + quantile + "\"";
    return metrics
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToDouble(line -> 1_000 * Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }
}
