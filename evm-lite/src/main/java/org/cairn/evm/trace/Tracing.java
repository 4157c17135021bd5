package org.cairn.evm.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Frame;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.instruction.Observer;
import org.cairn.evm.world.World;
import org.jspecify.annotations.Nullable;

/// Turns what the interpreter shows of one transaction into the events of a [Tracer]: it finds the
/// cost of an instruction as the difference of gas to what comes next, be it an instruction, a
/// callee or the end.
public final class Tracing implements Observer {
  private final Tracer tracer;
  private final TracedState state;
  private final Deque<Long> gasAtEntry = new ArrayDeque<>();
  private @Nullable Step step;
  private boolean pending;
  private long gasAtStep;

  public Tracing(Tracer tracer, World world) {
    this.tracer = tracer;
    this.state = new TracedState(world);
  }

  public void started() {
    tracer.started(state);
  }

  public void ended(long gasUsed) {
    tracer.ended(state, gasUsed);
  }

  @Override
  public void step(Frame frame, int opcode) {
    settle(frame, null);
    if (step == null) {
      step = new Step(state, frame);
    }
    step.show(frame, opcode);
    pending = true;
    gasAtStep = frame.gas;
    tracer.step(step);
  }

  @Override
  public void halt(Frame frame, Halt halt) {
    settle(frame, halt);
  }

  private void settle(Frame frame, @Nullable Halt halt) {
    if (pending) {
      pending = false;
      tracer.stepped(gasAtStep - frame.gas, halt);
    }
  }

  @Override
  public void enter(@Nullable Frame caller, CallEntry entry) {
    if (caller != null) {
      settle(caller, null);
    }
    gasAtEntry.push(entry.gas());
    tracer.enter(entry, state);
  }

  @Override
  public void exit(Halt halt, long gasLeft, Bytes output) {
    tracer.exit(halt, gasAtEntry.pop() - gasLeft, output);
  }
}
