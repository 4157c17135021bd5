package org.cairn.core.pool;

import java.util.List;
import java.util.PriorityQueue;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Address;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// The pool's executable transactions one by one, the best tip first, each sender's in nonce order.
/// For one proposal by one thread; the pool may change meanwhile.
public final class Selection {
  /// A sender's next transaction with what it pays the proposer for a unit of gas.
  private record Candidate(Pooled pooled, Wei tip) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int order = other.tip.compareTo(tip);
      return order != 0 ? order : Long.compare(pooled.sequence, other.pooled.sequence);
    }
  }

  private final TxPool pool;
  private final @Nullable Wei baseFee;
  private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();
  private @Nullable Pooled last;

  Selection(TxPool pool, @Nullable Wei baseFee, List<Pooled> firsts) {
    this.pool = pool;
    this.baseFee = baseFee;
    firsts.forEach(this::offer);
  }

  /// The best of those left, or nothing.
  public @Nullable RecoveredTransaction next() {
    Pooled before = last;
    if (before != null) {
      Address sender = before.recovered.sender();
      Pooled following = pool.executable(sender, before.nonce() + 1);
      if (following != null) {
        offer(following);
      }
    }
    Candidate best = candidates.poll();
    last = best == null ? null : best.pooled;
    return best == null ? null : best.pooled.recovered;
  }

  /// Leaves out what follows the last one from its sender: it did not go into the block, so they
  /// can not either.
  public void skipSender() {
    last = null;
  }

  private void offer(Pooled pooled) {
    Wei cap = pooled.maxFeePerGas();
    Wei tip = pooled.maxPriorityFeePerGas();
    if (baseFee != null) {
      if (cap.compareTo(baseFee) < 0) {
        return;
      }
      tip = tip.min(cap.minus(baseFee));
    }
    candidates.add(new Candidate(pooled, tip));
  }
}
