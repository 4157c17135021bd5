package org.cairn.rpc.server;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.trace.AccountShot;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.OpcodeStep;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// Traces of a message that never ran: their form is what tests look at.
final class FakeTraces implements TraceExecutor {
  @Override
  public void replay(
      Subject subject,
      int first,
      int last,
      TraceKind kind,
      TraceBudget budget,
      Consumer<Trace> traces) {
    for (int i = first; i <= last; i++) {
      traces.accept(trace(kind, budget));
    }
  }

  @Override
  public void attempt(
      List<Attempt> attempts, StateReader state, TraceBudget budget, Consumer<Trace> traces) {
    attempts.forEach(attempt -> traces.accept(trace(attempt.kind(), budget)));
  }

  private static Trace trace(TraceKind kind, TraceBudget budget) {
    budget.spend(1000);
    return switch (kind) {
      case TraceKind.Opcodes _ ->
          new Trace.Opcodes(21_003, true, Bytes.of((byte) 7), List.of(step()));
      case TraceKind.Calls _ -> new Trace.Calls(frame());
      case TraceKind.FlatCalls flat -> new Trace.FlatCalls(frame(), flat.parityErrors());
      case TraceKind.Prestate _ -> new Trace.Prestate(accounts());
      case TraceKind.Difference _ -> new Trace.Difference(accounts(), accounts());
      case TraceKind.Selectors _ -> {
        TreeMap<String, Long> counts = new TreeMap<>();
        counts.put("0x01020304-32", 2L);
        yield new Trace.Selectors(counts);
      }
      case TraceKind.Nothing _ -> new Trace.Nothing();
    };
  }

  private static OpcodeStep step() {
    TreeMap<UInt256, UInt256> storage = new TreeMap<>();
    storage.put(UInt256.ONE, UInt256.of(2));
    return new OpcodeStep(
        4,
        "SLOAD",
        100,
        50,
        1,
        4800,
        "out of gas",
        List.of(UInt256.ONE, UInt256.of(16)),
        Bytes.wrap(new byte[64]),
        storage,
        Bytes.EMPTY);
  }

  private static CallFrame frame() {
    CallFrame inner = frame(CallFrame.Kind.STATICCALL, "out of gas", List.of());
    CallFrame end = frame(CallFrame.Kind.SELFDESTRUCT, null, List.of());
    CallFrame creation = frame(CallFrame.Kind.CREATE2, "execution reverted", List.of(end));
    return frame(CallFrame.Kind.CALL, null, List.of(inner, creation));
  }

  private static CallFrame frame(
      CallFrame.Kind kind, @Nullable String error, List<CallFrame> calls) {
    return new CallFrame(
        kind,
        FakeNode.CONTRACT,
        FakeNode.CONTRACT,
        kind == CallFrame.Kind.STATICCALL ? null : UInt256.ONE,
        90,
        30,
        Bytes.of((byte) 1),
        Bytes.of((byte) 2),
        error,
        calls,
        kind == CallFrame.Kind.CALL
            ? List.of(new CallFrame.PlacedLog(FakeNode.log(FakeNode.TOPIC), 1, 0))
            : List.of());
  }

  private static SortedMap<Address, AccountShot> accounts() {
    TreeMap<Address, AccountShot> accounts = new TreeMap<>();
    TreeMap<UInt256, UInt256> slots = new TreeMap<>();
    slots.put(UInt256.ONE, UInt256.of(2));
    accounts.put(
        FakeNode.CONTRACT,
        new AccountShot(UInt256.of(5), 1L, FakeNode.CODE, FakeNode.TOPIC, slots));
    return accounts;
  }
}
