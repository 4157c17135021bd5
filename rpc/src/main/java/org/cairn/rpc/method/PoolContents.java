package org.cairn.rpc.method;

import org.cairn.core.pool.PoolContent;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;

/// All transactions of the pool by sender and nonce: `txpool_content` as objects, `txpool_inspect`
/// as lines.
record PoolContents(String name, PoolListing.Style style, TxSink transactions) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("All transactions of the pool by sender and nonce", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    PoolContent content = transactions.content();
    return out -> {
      out.writeStartObject();
      PoolListing.bySender(out, "pending", content.pending(), style);
      PoolListing.bySender(out, "queued", content.queued(), style);
      out.writeEndObject();
    };
  }
}
