package org.cairn.rpc.dev;

import org.cairn.core.block.Transaction;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.codec.Submissions;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.method.TransactionFiller;
import org.cairn.rpc.port.UnlockedAccounts;
import org.cairn.rpc.subscription.Caller;

/// Completes a transaction, signs it and hands it in.
record SendTransaction(String name, UnlockedAccounts unlocked, TransactionFiller filler)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Completes a transaction, signs it with a key of the node or marks it as impersonated,"
                + " and hands it in",
            Kind.HASH)
        .needs("transaction", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    CallArguments given = arguments.required(CallArguments::read);
    arguments.end();
    CallArguments sent = Senders.named(given, unlocked);
    Transaction filled = filler.fill(sent);
    return Answer.text(Submissions.hash(unlocked.send(filled, sent.from())).toString());
  }
}
