package org.cairn.rpc.method;

import java.util.List;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;

/// The transactions of the pool that could go into the next block.
record PendingTransactions(TxSink transactions) implements Method {
  @Override
  public String name() {
    return "eth_pendingTransactions";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
        "The transactions of the pool that could go into the next block", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    List<RecoveredTransaction> pending =
        transactions.content().pending().values().stream().flatMap(List::stream).toList();
    return out -> {
      out.writeStartArray();
      for (RecoveredTransaction each : pending) {
        TransactionJson.pooled(out, each);
      }
      out.writeEndArray();
    };
  }
}
