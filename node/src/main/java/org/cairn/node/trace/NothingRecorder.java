package org.cairn.node.trace;

import org.cairn.evm.trace.Step;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;

/// Records nothing, but ends when the time is over: for measuring what tracing itself costs.
record NothingRecorder(TraceBudget budget) implements Recorder {
  @Override
  public void step(Step step) {
    budget.spend(0);
  }

  @Override
  public Trace trace() {
    return new Trace.Nothing();
  }
}
