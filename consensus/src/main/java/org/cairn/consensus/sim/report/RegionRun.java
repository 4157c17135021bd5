package org.cairn.consensus.sim.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cairn.consensus.sim.world.Latency;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.consensus.sim.world.World;

/// Times to finality of validators spread over regions, each beside the least that is possible for
/// its leader and its node.
final class RegionRun {
  private record Sample(int region, long measuredMillis, long boundMillis) {}

  private static final int SMALL = 50;

  private final List<Sample> samples;

  private RegionRun(List<Sample> samples) {
    this.samples = List.copyOf(samples);
  }

  static RegionRun of(List<Long> stakes) {
    int n = stakes.size();
    Latency.Matrix matrix = Regions.matrix(n);
    World world = Lab.calm(stakes, matrix, n < SMALL ? 30_000 : n == SMALL ? 12_000 : 6_000);
    LowerBound bound = new LowerBound(matrix.millis(), stakes);
    List<Sample> samples = new ArrayList<>();
    for (SimNode node : world.nodes()) {
      for (SimNode.Final block : node.finals()) {
        long measured = block.atMillis() - Lab.proposedMillis(block.header());
        long least = bound.finality(block.header().proposer())[node.index()];
        samples.add(new Sample(Regions.of(node.index()), measured, least));
      }
    }
    return new RegionRun(samples);
  }

  /// Whether there is something to take percentiles of.
  boolean isEnough() {
    return samples.size() >= 100;
  }

  /// Measured time over the least possible one.
  double ratio(int percent) {
    double[] sorted =
        samples.stream()
            .mapToDouble(s -> (double) s.measuredMillis() / s.boundMillis())
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100];
  }

  long measured(int percent) {
    return percentile(_ -> true, true, percent);
  }

  long bound(int percent) {
    return percentile(_ -> true, false, percent);
  }

  long measuredIn(int region, int percent) {
    return percentile(sample -> sample.region() == region, true, percent);
  }

  long boundIn(int region, int percent) {
    return percentile(sample -> sample.region() == region, false, percent);
  }

  private long percentile(Predicate<Sample> which, boolean measured, int percent) {
    long[] sorted =
        samples.stream()
            .filter(which)
            .mapToLong(s -> measured ? s.measuredMillis() : s.boundMillis())
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) * percent / 100];
  }
}
