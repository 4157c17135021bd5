package org.cairn.rpc.method;

import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.TransactionJson;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// The transaction that a sender has sent with a nonce.
record GetTransactionBySenderAndNonce(AccountHistory history) implements Method {
  @Override
  public String name() {
    return "eth_getTransactionBySenderAndNonce";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "The transaction that a sender has sent with a nonce, or `null`", Kind.OBJECT)
        .needs("sender", Kind.ADDRESS)
        .needs("nonce", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address sender = arguments.required(Values::address);
    long nonce = arguments.required(Values::count);
    arguments.end();
    AccountHistory.Sent sent = history.sent(sender, nonce);
    if (sent == null) {
      return Answer.nothing();
    }
    RecoveredTransaction recovered = new RecoveredTransaction(sent.transaction(), sender);
    return out -> TransactionJson.mined(out, recovered, sent.block().header(), sent.index());
  }
}
