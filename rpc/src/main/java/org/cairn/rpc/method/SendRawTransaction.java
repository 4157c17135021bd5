package org.cairn.rpc.method;

import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.ErrorDetails;
import org.cairn.rpc.codec.RpcError;
import org.cairn.rpc.codec.RpcException;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.port.Submission;
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
    return Answer.text(submit(transactions, encoded).toString());
  }

  /// The hash of the accepted transaction. A refusal has the text that libraries match on, and in
  /// `data` the same for programs.
  static Hash submit(TxSink transactions, Bytes encoded) {
    return switch (transactions.submit(encoded)) {
      case Submission.Accepted(Hash hash) -> hash;
      case Submission.Malformed(String message) ->
          throw new RpcException(RpcError.INVALID_PARAMS, "invalid argument 0: " + message);
      case Submission.Refused refused ->
          throw new RpcException(
              RpcError.SERVER,
              refused.message(),
              ErrorDetails.of(refused.type(), refused.details()));
    };
  }
}
