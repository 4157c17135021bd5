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
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Completes a transaction and hands it in without its sender's signature, whoever that is.
record SendUnsignedTransaction(String name, DevelopmentChain chain, TransactionFiller filler)
    implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Completes a transaction and hands it in without a signature, whoever its sender is",
            Kind.HASH)
        .needs("transaction", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    CallArguments given = arguments.required(CallArguments::read);
    arguments.end();
    Transaction filled = filler.fill(given);
    return Answer.text(Submissions.hash(chain.sendUnsigned(filled, given.from())).toString());
  }
}
