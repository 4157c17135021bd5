package org.cairn.rpc.method;

import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// The hash of the transaction that a sender has sent with a nonce.
record OtsBySenderAndNonce(AccountHistory history) implements Method {
  @Override
  public String name() {
    return "ots_getTransactionBySenderAndNonce";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "The hash of the transaction that a sender has sent with a nonce, or `null`", Kind.HASH)
        .needs("sender", Kind.ADDRESS)
        .needs("nonce", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address sender = arguments.required(Values::address);
    long nonce = arguments.required(Values::count);
    arguments.end();
    AccountHistory.Sent sent = history.sent(sender, nonce);
    return sent == null ? Answer.nothing() : Answer.text(sent.hash().toString());
  }
}
