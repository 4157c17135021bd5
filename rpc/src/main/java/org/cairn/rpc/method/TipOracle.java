package org.cairn.rpc.method;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TxSink;

/// Suggests a tip from what was paid in the last blocks: of each block the lowest tips, of all
/// these the 60th percentile; never less than what the pool takes. Blocks that were looked at once
/// are remembered, as every wallet asks before every transaction.
final class TipOracle {
  private static final int BLOCKS = 20;
  private static final int TIPS_A_BLOCK = 3;
  private static final int PERCENTILE = 60;

  /// No suggestion is above this, whatever somebody pays to mislead others.
  private static final Wei MAX_TIP = Wei.ofGwei(500);

  private final ChainView chain;
  private final TxSink transactions;

  /// The lowest tips of a block by its number; guarded by itself, as is of which revision they are.
  private final Map<Long, List<Wei>> samples = new LinkedHashMap<>();

  private long revision;

  TipOracle(ChainView chain, TxSink transactions) {
    this.chain = chain;
    this.transactions = transactions;
  }

  Wei suggestion() {
    synchronized (samples) {
      if (revision != chain.revision()) {
        revision = chain.revision();
        samples.clear();
      }
    }
    long head = chain.head().number();
    List<Wei> tips = new ArrayList<>();
    for (long number = Math.max(0, head - BLOCKS + 1); number <= head; number++) {
      tips.addAll(sample(number));
    }
    Wei minimum = transactions.minimumTip();
    if (tips.isEmpty()) {
      return minimum;
    }
    tips.sort(null);
    Wei tip = tips.get((tips.size() - 1) * PERCENTILE / 100).min(MAX_TIP);
    return tip.compareTo(minimum) < 0 ? minimum : tip;
  }

  /// What the proposer of a block with this base fee gets for a unit of gas.
  static Wei tip(Transaction transaction, Wei baseFee) {
    Wei cap = transaction.maxFeePerGas();
    return cap.compareTo(baseFee) < 0
        ? Wei.ZERO
        : transaction.maxPriorityFeePerGas().min(cap.minus(baseFee));
  }

  private List<Wei> sample(long number) {
    synchronized (samples) {
      List<Wei> known = samples.get(number);
      if (known != null) {
        return known;
      }
    }
    List<Wei> lowest = lowestTips(number);
    synchronized (samples) {
      samples.put(number, lowest);
      while (samples.size() > 2 * BLOCKS) {
        samples.remove(samples.keySet().iterator().next());
      }
    }
    return lowest;
  }

  private List<Wei> lowestTips(long number) {
    HashedBlock block = chain.block(number);
    if (block == null || block.block().body().transactions().isEmpty()) {
      return List.of();
    }
    BlockHeader header = block.block().header();
    Wei baseFee = header.baseFeePerGas() == null ? Wei.ZERO : header.baseFeePerGas();
    return block.block().body().transactions().stream()
        .map(SignedTransaction::transaction)
        .map(transaction -> tip(transaction, baseFee))
        .sorted()
        .limit(TIPS_A_BLOCK)
        .toList();
  }
}
