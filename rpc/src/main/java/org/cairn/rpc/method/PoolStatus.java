package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Fields;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;

/// How many transactions are in the pool, ready for a block and behind a nonce gap.
record PoolStatus(TxSink transactions) implements Method {
  @Override
  public String name() {
    return "txpool_status";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
        "How many transactions are in the pool, ready for a block and behind a nonce gap",
        Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    int pending = transactions.pendingCount();
    int queued = transactions.queuedCount();
    return out -> {
      out.writeStartObject();
      Fields.quantity(out, "pending", pending);
      Fields.quantity(out, "queued", queued);
      out.writeEndObject();
    };
  }
}
