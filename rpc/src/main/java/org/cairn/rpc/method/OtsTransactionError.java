package org.cairn.rpc.method;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;
import org.cairn.rpc.trace.CallFrame;

/// What a transaction reverted with.
record OtsTransactionError(ParityTraces traces) implements Method {
  @Override
  public String name() {
    return "ots_getTransactionError";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "The raw data that a transaction reverted with, empty when it did not", Kind.BYTES)
        .needs("hash", Kind.HASH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    arguments.end();
    CallFrame outermost = traces.calls(hash, traces.text());
    if (outermost == null) {
      return Answer.nothing();
    }
    Bytes data = outermost.error() == null ? Bytes.EMPTY : outermost.output();
    return Answer.text(data.toString());
  }
}
