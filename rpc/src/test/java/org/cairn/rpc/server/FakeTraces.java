package org.cairn.rpc.server;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cairn.core.block.Block;
import org.cairn.core.state.StateReader;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.trace.AccountChange;
import org.cairn.rpc.trace.AccountShot;
import org.cairn.rpc.trace.CallFrame;
import org.cairn.rpc.trace.CodeTrace;
import org.cairn.rpc.trace.OpcodeStep;
import org.cairn.rpc.trace.Trace;
import org.cairn.rpc.trace.TraceBudget;
import org.cairn.rpc.trace.TraceKind;
import org.jspecify.annotations.Nullable;

/// Traces of a message that never ran: their form is what tests look at.
final class FakeTraces implements TraceExecutor {
  static final Address BORN = Address.fromHex("0x" + "0b".repeat(20));
  static final Address DEAD = Address.fromHex("0x" + "0d".repeat(20));

  @Override
  public List<Reward> rewards(Block block) {
    return List.of(
        new Reward(block.header().beneficiary(), false, Wei.of(5)),
        new Reward(BORN, true, Wei.of(4)));
  }

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
      case TraceKind.Parity parity -> parity(parity);
      case TraceKind.Nothing _ -> new Trace.Nothing();
    };
  }

  private static Trace parity(TraceKind.Parity kind) {
    TreeMap<UInt256, AccountChange.SlotChange> slots = new TreeMap<>();
    slots.put(UInt256.ONE, new AccountChange.SlotChange(UInt256.ZERO, UInt256.of(2)));
    var before = new AccountChange.Account(UInt256.of(5), 1, FakeNode.CODE);
    var after = new AccountChange.Account(UInt256.of(6), 1, FakeNode.CODE);
    TreeMap<Address, AccountChange> changes = new TreeMap<>();
    changes.put(FakeNode.CONTRACT, new AccountChange(before, after, slots));
    changes.put(BORN, new AccountChange(null, after, slots));
    changes.put(DEAD, new AccountChange(before, null, new TreeMap<>()));
    CodeTrace callee = new CodeTrace(Bytes.EMPTY, List.of());
    var memory = new CodeTrace.Memory(32, Bytes.of((byte) 9));
    var effect =
        new CodeTrace.Effect(
            77, List.of(UInt256.of(16)), memory, new CodeTrace.Stored(UInt256.ONE, UInt256.of(2)));
    CodeTrace code =
        new CodeTrace(
            FakeNode.CODE,
            List.of(
                new CodeTrace.Instruction(4, "CALL", 50, effect, callee),
                new CodeTrace.Instruction(5, "INVALID", 27, null, null)));
    return new Trace.Parity(
        Bytes.of((byte) 2),
        kind.calls() ? frame() : null,
        kind.changes() ? changes : null,
        kind.instructions() ? code : null);
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
