package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.pool.PoolContent;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;

/// One sender's transactions in the pool by nonce.
record PoolContentFrom(TxSink transactions) implements Method {
  @Override
  public String name() {
    return "txpool_contentFrom";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("One sender's transactions in the pool by nonce", Kind.OBJECT)
        .needs("sender", Kind.ADDRESS);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address sender = arguments.required(Values::address);
    arguments.end();
    PoolContent content = transactions.content();
    List<RecoveredTransaction> pending = content.pending().getOrDefault(sender, List.of());
    List<RecoveredTransaction> queued = content.queued().getOrDefault(sender, List.of());
    return out -> {
      out.writeStartObject();
      PoolListing.byNonce(out, "pending", pending, PoolListing::whole);
      PoolListing.byNonce(out, "queued", queued, PoolListing::whole);
      out.writeEndObject();
    };
  }
}
