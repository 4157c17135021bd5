package org.cairn.rpc.method;

import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.ParityJson;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.TraceKind;

/// Replays a transaction and tells what was asked for.
record ParityReplayTransaction(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_replayTransaction";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Replays a transaction: its calls, what accounts became, its instructions", Kind.OBJECT)
        .needs("hash", Kind.HASH)
        .needs("types", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    TraceKind.Parity kind = arguments.required(ParityTraces.TYPES);
    arguments.end();
    TransactionPosition position = traces.position(hash);
    HashedBlock block = traces.blockOf(position);
    if (position == null || block == null) {
      throw new RpcException(RpcError.SERVER, "transaction not found");
    }
    TraceText text = traces.text();
    traces.replay(
        block,
        position.index(),
        position.index(),
        text,
        kind,
        trace -> text.add(out -> ParityJson.replay(out, ParityTraces.parity(trace), hash)));
    return text.answer();
  }
}
