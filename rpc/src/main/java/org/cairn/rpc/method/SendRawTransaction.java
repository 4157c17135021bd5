package org.cairn.rpc.method;

import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Submissions;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.TxSink;
import org.cairn.rpc.subscription.Caller;

/// Hands a signed transaction in; answers with its hash.
record SendRawTransaction(TxSink transactions) implements Method {
  @Override
  public String name() {
    return "eth_sendRawTransaction";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Hands a signed transaction in", Kind.HASH)
        .needs("transaction", Kind.BYTES);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Bytes encoded = arguments.required(Values::bytes);
    arguments.end();
    return Answer.text(Submissions.hash(transactions.submit(encoded)).toString());
  }
}
