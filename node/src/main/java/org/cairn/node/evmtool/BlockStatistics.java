package org.cairn.node.evmtool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cairn.evm.conformance.BlockchainCase;

/// How fast blocks are executed. Time is the CPU time of the executing thread from a block's parent
/// state to its verdict, state root and all header checks included; decoding it and finding its
/// senders is not, which a node does beforehand. Each case runs until the compiler has had its
/// time, and then several times, of which the median counts.
final class BlockStatistics {
  private static final long WARM_UP_NANOS = 1_000_000_000;
  private static final int MAX_WARM_UPS = 30;
  private static final long MEASURED_NANOS = 500_000_000;
  private static final int MIN_RUNS = 3;
  private static final int MAX_RUNS = 21;
  private static final int SHOWN = 10;

  private record Speed(String name, double mgasPerSecond) {}

  private final List<Speed> speeds = new ArrayList<>();

  /// Runs a case that passed, and returns its line with what was found.
  ObjectNode measure(BlockchainCase test, ObjectNode line) {
    long spent = 0;
    for (int i = 0; i < MAX_WARM_UPS && spent < WARM_UP_NANOS; i++) {
      spent += test.run(CpuTime::nanos).elapsed();
    }
    List<Long> runs = new ArrayList<>();
    long gas = 0;
    spent = 0;
    while (runs.size() < MIN_RUNS || (runs.size() < MAX_RUNS && spent < MEASURED_NANOS)) {
      BlockchainCase.Run run = test.run(CpuTime::nanos);
      runs.add(run.elapsed());
      spent += run.elapsed();
      gas = run.gasUsed();
    }
    double nanos = CpuTime.median(runs.stream().mapToDouble(Long::doubleValue).toArray());
    double mgasPerSecond = gas * 1e3 / nanos;
    speeds.add(new Speed(test.name(), mgasPerSecond));
    return line.deepCopy()
        .put("pass", true)
        .put("gasUsed", gas)
        .put("cpuMillis", Math.round(nanos / 1e4) / 1e2)
        .put("runs", runs.size())
        .put("mgasPerSecond", Math.round(mgasPerSecond * 10) / 10.0);
  }

  /// The slowest cases, a line each.
  List<String> slowest() {
    List<String> lines = new ArrayList<>();
    if (!speeds.isEmpty()) {
      lines.add("slowest:");
    }
    speeds.stream()
        .sorted(Comparator.comparingDouble(Speed::mgasPerSecond))
        .limit(SHOWN)
        .forEach(
            speed -> lines.add("%10.1f Mgas/s  %s".formatted(speed.mgasPerSecond, speed.name)));
    return lines;
  }
}
