package org.cairn.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Kills validators of a running network at random moments, as a power cut would, and starts them
/// again, while blocks follow one another without pause. No validator may be convicted of anything,
/// no block that was final anywhere may be lost, and each process has to follow again soon after it
/// is up.
final class Nemesis {
  /// What came of a run.
  record Outcome(int kills, long blocks, double slowestRestartSeconds) {}

  private static final int VALIDATORS = 4;
  private static final long PATIENCE_SECONDS = 120;

  private final LocalNetwork network;
  private final RpcLoad rpc;
  private final Random random;
  private final Map<Long, String> finalBlocks = new LinkedHashMap<>();
  private double slowestSeconds;

  private Nemesis(LocalNetwork network, RpcLoad rpc, long seed) {
    this.network = network;
    this.rpc = rpc;
    this.random = new Random(seed);
  }

  /// @throws IllegalStateException when a rule does not hold
  static Outcome run(Path folder, int kills, long seed) throws Exception {
    try (var network = LocalNetwork.start(folder.resolve("devnet"), "--block-time", "0.02");
        var rpc = new RpcLoad(4)) {
      var nemesis = new Nemesis(network, rpc, seed);
      for (int kill = 1; kill <= kills; kill++) {
        nemesis.strike();
        if (kill % 10 == 0) {
          System.out.printf(
              "%d of %d kills, %d final blocks remembered, slowest restart %.2f s%n",
              kill, kills, nemesis.finalBlocks.size(), nemesis.slowestSeconds);
        }
      }
      nemesis.checkAgreement();
      nemesis.checkHonesty(folder.resolve("devnet"));
      return new Outcome(kills, nemesis.height(0), nemesis.slowestSeconds);
    }
  }

  /// One validator dies at a random moment, sometimes a second one with it: then there is no quorum
  /// until they are back.
  private void strike() throws Exception {
    int victim = random.nextInt(VALIDATORS);
    int second = random.nextInt(5) == 0 ? (victim + 1) % VALIDATORS : victim;
    TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
    remember();
    network.killAtOnce(victim);
    if (second != victim) {
      network.killAtOnce(second);
    }
    TimeUnit.MILLISECONDS.sleep(random.nextInt(800));
    network.startAgain(victim);
    if (second != victim) {
      network.startAgain(second);
    }
    int witness =
        IntStream.range(0, VALIDATORS)
            .filter(i -> i != victim && i != second)
            .findFirst()
            .orElseThrow();
    awaitUp(victim);
    awaitUp(second); // without it there may be no quorum
    long up = System.nanoTime();
    awaitFollowing(victim, witness);
    awaitFollowing(second, witness);
    slowestSeconds = Math.max(slowestSeconds, (System.nanoTime() - up) / 1e9);
  }

  /// Notes a few of the newest final blocks, wherever they are final.
  private void remember() {
    for (int node = 0; node < VALIDATORS; node++) {
      long head = height(node);
      for (long height = Math.max(1, head - 2); height <= head; height++) {
        String hash = hash(node, height);
        String known = finalBlocks.putIfAbsent(height, hash);
        check(
            known == null || known.equals(hash),
            "validator " + node + " has " + hash + " at " + height + ", another " + known);
      }
    }
  }

  private void awaitUp(int node) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isUp(node)) {
      check(System.nanoTime() < deadline, "validator " + node + " does not come up");
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private void awaitFollowing(int node, int witness) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    long target = height(witness) + 1;
    while (height(node) < target) {
      check(System.nanoTime() < deadline, "validator " + node + " does not follow");
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private boolean isUp(int node) {
    try {
      return height(node) >= 0;
    } catch (CompletionException notYet) {
      return false; // nobody listens
    }
  }

  /// Every block that was final anywhere at any time is final everywhere.
  private void checkAgreement() {
    for (int node = 0; node < VALIDATORS; node++) {
      for (Map.Entry<Long, String> block : finalBlocks.entrySet()) {
        String hash = hash(node, block.getKey());
        check(
            block.getValue().equals(hash),
            "validator " + node + " lost block " + block.getKey() + ": " + hash);
      }
    }
  }

  /// Nodes look for votes that contradict each other in all they receive, and keep what they find.
  private void checkHonesty(Path folder) throws Exception {
    for (int node = 0; node < VALIDATORS; node++) {
      Path evidence = folder.resolve("node-" + node).resolve("data/consensus/evidence");
      check(!Files.exists(evidence), "somebody was convicted: " + evidence);
      List<String> counted =
          FinalityBench.metrics(network.metrics(node))
              .lines()
              .filter(line -> line.startsWith("cairn_evidence_total"))
              .toList();
      check(
          counted.stream().allMatch(line -> line.endsWith(" 0.0")),
          "validator " + node + " holds evidence: " + counted);
    }
  }

  private long height(int node) {
    return Long.decode(rpc.call(network.rpc(node), "eth_blockNumber").asText());
  }

  private String hash(int node, long height) {
    return rpc.call(
            network.rpc(node), "eth_getBlockByNumber", "0x" + Long.toHexString(height), false)
        .path("hash")
        .asText();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
