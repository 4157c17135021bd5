package org.cairn.node.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.cairn.core.block.Log;
import org.cairn.core.types.Bytes;
import org.cairn.evm.instruction.CallEntry;
import org.cairn.evm.instruction.Halt;
import org.cairn.evm.precompile.Precompiles;
import org.cairn.evm.trace.HaltText;
import org.cairn.evm.trace.PendingLog;
import org.cairn.evm.trace.Step;
import org.cairn.evm.trace.TracedState;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// Records calls within their callers.
final class CallRecorder implements Recorder {
  private static final int FRAME_BYTES = 400;
  private static final int LOG_BYTES = 400;

  /// A call that has not ended.
  private static final class Open {
    final CallEntry entry;
    final List<CallFrame> calls = new ArrayList<>();
    List<CallFrame.PlacedLog> logs = new ArrayList<>();
    int lastOpcode;

    Open(CallEntry entry) {
      this.entry = entry;
    }
  }

  private final TraceKind kind;
  private final Watched watched;
  private final TraceBudget budget;
  private final Precompiles precompiles;
  private final boolean onlyOutermost;
  private final boolean withLogs;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Log pendingLog;
  private int logCount;
  private @Nullable CallFrame outermost;
  private long gasUsed;

  CallRecorder(TraceKind kind, Watched watched, TraceBudget budget) {
    this.kind = kind;
    this.watched = watched;
    this.budget = budget;
    this.precompiles = Precompiles.at(watched.rules().fork());
    this.onlyOutermost = kind instanceof TraceKind.Calls calls && calls.onlyOutermost();
    this.withLogs = kind instanceof TraceKind.Calls calls && calls.logs();
  }

  @Override
  public void enter(CallEntry entry, TracedState state) {
    budget.spend(isShown(entry) ? FRAME_BYTES + 2L * entry.input().size() : 0);
    open.push(new Open(entry));
  }

  @Override
  public void step(Step step) {
    Open frame = open.peek();
    if (frame != null) {
      frame.lastOpcode = step.opcode();
    }
    budget.spend(0);
    pendingLog = withLogs ? PendingLog.of(step) : null;
  }

  @Override
  public void stepped(long gasCost, @Nullable Halt halt) {
    Open frame = open.peek();
    if (pendingLog != null && halt == null && frame != null) {
      budget.spend(LOG_BYTES + 2L * pendingLog.data().size());
      frame.logs.add(new CallFrame.PlacedLog(pendingLog, frame.calls.size(), logCount));
      logCount++;
    }
    pendingLog = null;
  }

  @Override
  public void exit(Halt halt, long used, Bytes output) {
    Open ended = open.pop();
    CallFrame frame = frame(ended, halt, used, output);
    Open caller = open.peek();
    if (caller == null) {
      outermost = frame;
    } else if (isShown(ended.entry)) {
      caller.calls.add(frame);
    }
  }

  private boolean isShown(CallEntry entry) {
    if (entry.depth() == 0) {
      return true;
    }
    boolean plain =
        entry.kind() == CallEntry.Kind.CALL || entry.kind() == CallEntry.Kind.STATICCALL;
    boolean hidesPrecompiles =
        kind instanceof TraceKind.Parity
            || (kind instanceof TraceKind.FlatCalls flat && !flat.precompiles());
    boolean hidden = hidesPrecompiles && plain && precompiles.find(entry.to()) != null;
    return !onlyOutermost && !hidden;
  }

  private CallFrame frame(Open ended, Halt halt, long used, Bytes output) {
    CallEntry entry = ended.entry;
    boolean isFailure = !halt.isSuccess();
    // What a call logs is undone when it fails, and with it what its callees logged.
    List<CallFrame> calls = isFailure ? withoutLogs(ended.calls) : ended.calls;
    return new CallFrame(
        CallFrame.Kind.valueOf(entry.kind().name()),
        entry.from(),
        entry.to(),
        entry.kind() == CallEntry.Kind.STATICCALL ? null : entry.value(),
        entry.gas(),
        used,
        entry.input(),
        output,
        isFailure ? HaltText.of(halt, ended.lastOpcode) : null,
        calls,
        isFailure ? List.of() : ended.logs);
  }

  private static List<CallFrame> withoutLogs(List<CallFrame> calls) {
    return calls.stream()
        .map(call ->
            new CallFrame(
                call.kind(),
                call.from(),
                call.to(),
                call.value(),
                call.gas(),
                call.gasUsed(),
                call.input(),
                call.output(),
                call.error(),
                withoutLogs(call.calls()),
                List.of()))
        .toList();
  }

  @Override
  public void ended(TracedState state, long used) {
    gasUsed = used;
  }

  /// The outermost call as the code saw it.
  CallFrame outermost() {
    return Objects.requireNonNull(outermost, "a transaction has an outermost call");
  }

  /// The outermost call is shown with the gas of the whole transaction.
  @Override
  public Trace trace() {
    CallFrame inner = outermost();
    CallFrame frame =
        new CallFrame(
            inner.kind(),
            inner.from(),
            inner.to(),
            inner.value(),
            watched.gasLimit(),
            gasUsed,
            inner.input(),
            inner.output(),
            inner.error(),
            inner.calls(),
            inner.logs());
    return kind instanceof TraceKind.FlatCalls flat
        ? new Trace.FlatCalls(frame, flat.parityErrors())
        : new Trace.Calls(frame);
  }
}
