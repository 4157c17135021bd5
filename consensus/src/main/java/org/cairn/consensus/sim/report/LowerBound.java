package org.cairn.consensus.sim.report;

import java.util.Arrays;
import java.util.List;

/// How soon a block can be final at each node at best, from the delays and the stakes alone: the
/// proposal travels once, votes to notarize once, votes to finalize once, and a quorum's slowest
/// member decides. A certificate may take a detour over another node when that is faster.
final class LowerBound {
  private final long[][] delays;
  private final long[] stakes;
  private final long quorum;

  LowerBound(List<List<Long>> delays, List<Long> stakes) {
    int n = stakes.size();
    this.delays = new long[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        this.delays[i][j] = i == j ? 0 : delays.get(i).get(j);
      }
    }
    this.stakes = stakes.stream().mapToLong(Long::longValue).toArray();
    this.quorum = 2 * Arrays.stream(this.stakes).sum() / 3 + 1;
  }

  /// Milliseconds from the proposal of this leader to finality, at every node.
  long[] finality(int leader) {
    long[] proposed = delays[leader];
    long[] notarized = gather(proposed);
    long[] ready = new long[notarized.length];
    for (int i = 0; i < ready.length; i++) {
      ready[i] = Math.max(notarized[i], proposed[i]); // whoever votes to finalize has the block
    }
    return gather(ready);
  }

  /// When each node has a certificate, if each votes at its time.
  private long[] gather(long[] votesAt) {
    int n = votesAt.length;
    long[] direct = new long[n];
    for (int to = 0; to < n; to++) {
      direct[to] = quorumAt(votesAt, to);
    }
    long[] best = direct.clone();
    for (int to = 0; to < n; to++) {
      for (int over = 0; over < n; over++) {
        best[to] = Math.min(best[to], direct[over] + delays[over][to]);
      }
    }
    return best;
  }

  private long quorumAt(long[] votesAt, int to) {
    int n = votesAt.length;
    Integer[] order = new Integer[n];
    long[] arrival = new long[n];
    for (int from = 0; from < n; from++) {
      order[from] = from;
      arrival[from] = votesAt[from] + delays[from][to];
    }
    Arrays.sort(order, (a, b) -> Long.compare(arrival[a], arrival[b]));
    long weight = 0;
    for (int from : order) {
      weight += stakes[from];
      if (weight >= quorum) {
        return arrival[from];
      }
    }
    throw new IllegalStateException("all stake is no quorum");
  }
}
