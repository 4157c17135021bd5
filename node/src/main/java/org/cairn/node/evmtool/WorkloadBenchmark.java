package org.cairn.node.evmtool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.tx.Call;
import org.cairn.evm.tx.CallOutcome;
import org.cairn.evm.tx.CallRequest;
import org.cairn.evm.world.BlockContext;
import org.cairn.evm.world.BlockHashes;
import org.jspecify.annotations.Nullable;

/// Workloads that loop in EVM code, all in this one virtual machine: first each is warmed up, then
/// rounds over all of them are measured, so that every workload runs on code that the compiler has
/// seen doing all the others. Result of a workload is the median over the rounds of the CPU time of
/// the executing thread for one iteration.
public final class WorkloadBenchmark {
  private static final Address CALLER = Address.fromHex("0x" + "c0".repeat(20));
  private static final Address CONTRACT = Address.fromHex("0x" + "c1".repeat(20));
  private static final long GAS = 1L << 45;
  private static final int WARM_UP_PASSES = 2;
  private static final long WARM_UP_NANOS = 700_000_000;
  private static final long RUN_NANOS = 60_000_000;

  /// A loop of `iterations` rounds in the code of a contract.
  private record Workload(
      String group, String name, long iterations, CallRequest request, MemoryState state) {}

  /// Nanoseconds and gas of one iteration.
  public record Result(String group, String name, double nanos, double gas, int runs) {}

  private final List<Workload> workloads;
  private final int rounds;
  private final Consumer<String> progress;
  private final BlockContext block;
  private final Call call = new Call(new CodeCache());

  private WorkloadBenchmark(
      List<Workload> workloads, Fork fork, int rounds, Consumer<String> progress) {
    this.workloads = workloads;
    this.rounds = rounds;
    this.progress = progress;
    this.block =
        new BlockContext(
            Rules.of(1, fork),
            1,
            1,
            GAS,
            Address.ZERO,
            UInt256.ZERO,
            Wei.ZERO,
            Wei.of(1),
            BlockHashes.NONE);
  }

  /// Reads the workloads whose names the pattern is found in.
  ///
  /// @throws IllegalArgumentException when the file holds no workloads, or none of that name
  public static WorkloadBenchmark of(
      Path file, @Nullable Pattern only, Fork fork, int rounds, Consumer<String> progress)
      throws IOException {
    List<Workload> workloads = new ArrayList<>();
    for (JsonNode json : new ObjectMapper().readTree(file.toFile())) {
      if (only == null || only.matcher(json.path("name").asText()).find()) {
        workloads.add(workload(json));
      }
    }
    if (workloads.isEmpty()) {
      throw new IllegalArgumentException("no such workload in " + file);
    }
    return new WorkloadBenchmark(workloads, fork, rounds, progress);
  }

  private static Workload workload(JsonNode json) {
    SortedMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    deploy(CONTRACT, json.path("code").asText(), accounts, codes);
    json.path("extra")
        .properties()
        .forEach(extra ->
            deploy(
                Address.fromHex("0x" + "0".repeat(40 - extra.getKey().length()) + extra.getKey()),
                extra.getValue().asText(),
                accounts,
                codes));
    long iterations = json.path("n").asLong();
    String count = json.path("fixed").asBoolean() ? "" : "%064x".formatted(iterations);
    String input = json.path("sel").asText() + count + json.path("input").asText();
    return new Workload(
        json.path("group").asText(),
        json.path("name").asText(),
        iterations,
        CallRequest.of(CALLER, CONTRACT, GAS, Bytes.fromHex("0x" + input)),
        MemoryState.of(new StateDiff(accounts, codes)));
  }

  private static void deploy(
      Address address,
      String hex,
      SortedMap<Address, StateDiff.AccountChange> accounts,
      SortedMap<Hash, Bytes> codes) {
    Bytes code = Bytes.fromHex("0x" + hex);
    Hash hash = Keccak256.hash(code);
    codes.put(hash, code);
    accounts.put(
        address,
        new StateDiff.AccountChange(new Account(1, Wei.ZERO, hash), false, new TreeMap<>()));
  }

  /// Runs everything; the results are in the order of the file.
  ///
  /// @throws IllegalArgumentException when a workload does not end well
  public List<Result> run() {
    return run(() -> {});
  }

  /// The same, with something else after each round.
  ///
  /// @throws IllegalArgumentException when a workload does not end well
  public List<Result> run(Runnable afterRound) {
    double[] gas = new double[workloads.size()];
    int[] calls = new int[workloads.size()];
    for (int pass = 0; pass < WARM_UP_PASSES; pass++) {
      for (int i = 0; i < workloads.size(); i++) {
        progress.accept("warming up " + workloads.get(i).name);
        warmUp(i, gas, calls);
      }
    }
    double[][] nanos = new double[workloads.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      progress.accept("round " + (round + 1) + " of " + rounds);
      for (int i = 0; i < workloads.size(); i++) {
        nanos[i][round] = measure(workloads.get(i), calls[i]);
      }
      afterRound.run();
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < workloads.size(); i++) {
      Workload workload = workloads.get(i);
      double median = CpuTime.median(nanos[i]);
      results.add(new Result(workload.group, workload.name, median, gas[i], rounds));
    }
    return results;
  }

  /// Also finds how many calls make a run that is long enough to be measured.
  private void warmUp(int index, double[] gas, int[] calls) {
    Workload workload = workloads.get(index);
    long start = CpuTime.nanos();
    long last = start;
    long fastest = Long.MAX_VALUE;
    while (last - start < WARM_UP_NANOS) {
      gas[index] = (double) call(workload) / workload.iterations;
      long now = CpuTime.nanos();
      fastest = Math.min(fastest, Math.max(1, now - last));
      last = now;
    }
    calls[index] = (int) Math.max(1, RUN_NANOS / fastest);
  }

  private double measure(Workload workload, int calls) {
    long start = CpuTime.nanos();
    for (int i = 0; i < calls; i++) {
      long _ = call(workload);
    }
    return (double) (CpuTime.nanos() - start) / calls / workload.iterations;
  }

  private long call(Workload workload) {
    CallOutcome outcome = call.run(workload.state, block, workload.request);
    if (outcome instanceof CallOutcome.Completed) {
      return outcome.gasUsed();
    }
    throw new IllegalArgumentException(workload.name + " ended as " + outcome);
  }
}
