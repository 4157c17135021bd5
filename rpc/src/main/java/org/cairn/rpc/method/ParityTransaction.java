package org.cairn.rpc.method;

import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.TransactionPosition;
import org.cairn.rpc.subscription.Caller;

/// All calls of a transaction.
record ParityTransaction(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "trace_transaction";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "All calls of a transaction in the order in which they began, or `null`", Kind.LIST)
        .needs("hash", Kind.HASH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    arguments.end();
    TransactionPosition position = traces.position(hash);
    HashedBlock block = traces.blockOf(position);
    if (position == null || block == null) {
      return Answer.nothing();
    }
    TraceText text = traces.text();
    text.add(out -> out.writeStartArray());
    ParityTraces.add(text, block, traces.calls(block, position.index(), text), position.index());
    text.add(out -> out.writeEndArray());
    return text.answer();
  }
}
