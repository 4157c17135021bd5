package org.cairn.rpc.method;

import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.TraceKind;

/// Tries a message out and tells what was asked for.
record ParityCall(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_call";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Tries a message out: its calls, what accounts would become, its instructions",
            Kind.OBJECT)
        .needs("transaction", Kind.OBJECT)
        .needs("types", Kind.LIST)
        .takes("block", Kind.BLOCK)
        .takes("stateOverrides", Kind.OBJECT)
        .takes("blockOverrides", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    CallArguments call = arguments.required(CallArguments::read);
    TraceKind.Parity kind = arguments.required(ParityTraces.TYPES);
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    StateOverrides state = arguments.optional(StateOverrides::read, StateOverrides.NONE);
    BlockOverrides block = arguments.optional(BlockOverrides::read, BlockOverrides.NONE);
    arguments.end();
    Simulation.Prepared prepared =
        traces.simulation().prepare(new Simulation.Wanted(call, ref, state, block));
    return traces.attempt(List.of(traces.attempt(prepared, call.gas(), kind)), prepared, false);
  }
}
