package org.cairn.evm.fuzz;

import java.util.ArrayDeque;
import java.util.Deque;
import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.TracedState;
import org.cairn.evm.trace.Tracer;
import org.jspecify.annotations.Nullable;

/// Checks at every step what no code can break. The rules are stated anew here, from the Yellow
/// Paper, and not taken from the program.
final class Watch implements Tracer {
  private static final int MAX_STACK = 1024;
  private static final int MAX_DEPTH = 1025;

  /// A call on its way: what it began with, and the most gas that its next step can have.
  private static final class Level {
    private final CallEntry entry;
    private long most;

    private Level(CallEntry entry) {
      this.entry = entry;
      this.most = entry.gas();
    }
  }

  private final Deque<Level> levels = new ArrayDeque<>();
  private long gasAtStep;
  private long steps;
  private boolean started;
  private boolean ended;

  long steps() {
    return steps;
  }

  boolean isWhole() {
    return started && ended && levels.isEmpty();
  }

  private static void check(boolean holds, String rule) {
    if (!holds) {
      throw new AssertionError(rule);
    }
  }

  @Override
  public void started(TracedState state) {
    started = true;
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    check(entry.gas() >= 0, "a call begins with gas");
    check(entry.depth() == levels.size(), "depths follow one another");
    check(entry.depth() <= MAX_DEPTH, "depth");
    Level caller = levels.peek();
    if (caller != null) {
      long stipend = entry.value().isZero() ? 0 : 2300;
      check(entry.gas() <= gasAtStep + stipend, "gas is not made by a call");
    }
    levels.push(new Level(entry));
  }

  @Override
  public void step(Step step) {
    steps++;
    Level level = levels.element();
    check(step.depth() == levels.size(), "the step is in the call that was entered last");
    check(step.gas() >= 0, "gas is not negative");
    check(step.gas() <= level.most, "gas does not grow");
    check(step.stackSize() <= MAX_STACK, "stack");
    long words = step.memorySize() / 32;
    check(step.memorySize() % 32 == 0, "memory is words");
    check(3 * words + words * words / 512 <= level.entry.gas(), "memory is paid for");
    gasAtStep = step.gas();
  }

  @Override
  public void stepped(long gasCost, @Nullable Halt halt) {
    check(gasCost >= 0, "an instruction costs, or is free");
    check(halt == Halt.OUT_OF_GAS || gasCost <= gasAtStep, "what an instruction costs is there");
    levels.element().most = gasAtStep - gasCost;
  }

  @Override
  public void exit(Halt halt, long gasUsed, Bytes output) {
    Level level = levels.pop();
    check(gasUsed >= 0 && gasUsed <= level.entry.gas(), "a call uses what it was given");
    check(halt.keepsGas() || gasUsed == level.entry.gas(), "a failed call uses all");
    check(halt.keepsGas() || output.isEmpty(), "a failed call has no output");
    Level caller = levels.peek();
    if (caller != null) {
      // A call's gas was part of its cost; a creation's was not.
      caller.most += level.entry.kind().isCreation() ? -gasUsed : level.entry.gas() - gasUsed;
    }
  }

  @Override
  public void ended(TracedState state, long gasUsed) {
    ended = true;
  }
}
