package org.cairn.node.trace;

import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.TracedState;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;

/// Counts the functions that were called, by selector and size of the arguments.
final class SelectorRecorder implements Recorder {
  private static final int SELECTOR_BYTES = 4;
  private static final int ENTRY_BYTES = 24;

  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final Precompiles precompiles;
  private final TraceBudget budget;

  SelectorRecorder(Watched watched, TraceBudget budget) {
    this.precompiles = Precompiles.at(watched.rules().fork());
    this.budget = budget;
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    Bytes input = entry.input();
    boolean isCall = !entry.kind().isCreation() && entry.kind() != CallEntry.Kind.SELFDESTRUCT;
    if (!isCall || input.size() < SELECTOR_BYTES || precompiles.find(entry.to()) != null) {
      return;
    }
    String key = input.slice(0, SELECTOR_BYTES) + "-" + (input.size() - SELECTOR_BYTES);
    if (counts.merge(key, 1L, Long::sum) == 1) {
      budget.spend(ENTRY_BYTES);
    }
  }

  @Override
  public void step(Step step) {
    budget.spend(0);
  }

  @Override
  public Trace trace() {
    return new Trace.Selectors(counts);
  }
}
