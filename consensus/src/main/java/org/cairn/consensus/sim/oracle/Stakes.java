package org.cairn.consensus.sim.oracle;

import java.util.List;
import org.cairn.consensus.message.SignerSet;

/// Weights as the oracles compute them, apart from the engine's own arithmetic.
public final class Stakes {
  private final long[] weights;
  private final boolean[] corrupt;
  private final long total;
  private final long corruptWeight;

  public Stakes(List<Long> stakes, List<Integer> corruptValidators) {
    weights = stakes.stream().mapToLong(Long::longValue).toArray();
    corrupt = new boolean[weights.length];
    long bad = 0;
    for (int validator : corruptValidators) {
      corrupt[validator] = true;
      bad += weights[validator];
    }
    corruptWeight = bad;
    total = stakes.stream().mapToLong(Long::longValue).sum();
  }

  public int size() {
    return weights.length;
  }

  public long weight(int validator) {
    return weights[validator];
  }

  public boolean isCorrupt(int validator) {
    return validator >= 0 && validator < corrupt.length && corrupt[validator];
  }

  public long corruptWeight() {
    return corruptWeight;
  }

  public long total() {
    return total;
  }

  /// More than two thirds of the total.
  public boolean isQuorum(long weight) {
    return 3 * weight > 2 * total;
  }

  /// More than a third of the total.
  public boolean isMoreThanThird(long weight) {
    return 3 * weight > total;
  }

  /// The weight of a bitmap, or -1 when it names somebody who does not exist.
  public long weight(SignerSet signers) {
    long sum = 0;
    for (int i = 0; i < 8 * signers.bits().size(); i++) {
      if (signers.contains(i)) {
        if (i >= weights.length) {
          return -1;
        }
        sum += weights[i];
      }
    }
    return sum;
  }
}
