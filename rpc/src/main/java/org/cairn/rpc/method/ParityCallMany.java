package org.cairn.rpc.method;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.BlockRef;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.TraceExecutor;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.TraceKind;

/// Tries messages out that build on one another.
record ParityCallMany(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_callMany";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Tries messages out, each on what those before it have left", Kind.LIST)
        .needs("calls", Kind.LIST)
        .takes("block", Kind.BLOCK);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    List<Wanted> calls = arguments.required(Values.listOf(ParityCallMany::wanted, MAX_CALLS));
    BlockRef ref = arguments.optional(BlockRef::any, BlockRef.LATEST);
    arguments.end();
    List<TraceExecutor.Attempt> attempts = new ArrayList<>();
    Simulation.Prepared first = null;
    for (Wanted wanted : calls) {
      Simulation.Prepared prepared =
          traces
              .simulation()
              .prepare(
                  new Simulation.Wanted(
                      wanted.call, ref, StateOverrides.NONE, BlockOverrides.NONE));
      first = first == null ? prepared : first;
      attempts.add(traces.attempt(prepared, wanted.call.gas(), wanted.kind));
    }
    if (first == null) {
      throw new RpcException(RpcError.INVALID_PARAMS, "invalid argument 0: no calls");
    }
    return traces.attempt(attempts, first, true);
  }

  private static final int MAX_CALLS = 1_000;

  private record Wanted(CallArguments call, TraceKind.Parity kind) {}

  private static Wanted wanted(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("a call is an array of a message and trace types");
    }
    var _ = parser.nextToken();
    CallArguments call = CallArguments.read(parser);
    var _ = parser.nextToken();
    TraceKind.Parity kind = ParityTraces.TYPES.read(parser);
    if (parser.nextToken() != JsonToken.END_ARRAY) {
      throw new IllegalArgumentException("a call is an array of a message and trace types");
    }
    return new Wanted(call, kind);
  }
}
