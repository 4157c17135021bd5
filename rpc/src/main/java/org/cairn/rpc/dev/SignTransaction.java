package org.cairn.rpc.dev;

import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.Signature;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.CallArguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.method.TransactionFiller;
import org.cairn.rpc.port.UnlockedAccounts;
import org.cairn.rpc.subscription.Caller;

/// Completes a transaction and signs it, without handing it in.
record SignTransaction(UnlockedAccounts unlocked, TransactionFiller filler) implements Method {
  @Override
  public String name() {
    return "eth_signTransaction";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Completes a transaction and signs it with a key of the node, without handing it in",
            Kind.BYTES)
        .needs("transaction", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    CallArguments given = arguments.required(CallArguments::read);
    arguments.end();
    CallArguments named = Senders.named(given, unlocked);
    Transaction filled = filler.fill(named);
    Signature signature =
        Signing.sign(unlocked, named.from(), TransactionCodec.signingHash(filled));
    return Answer.text(TransactionCodec.assemble(filled, signature).encoded().toString());
  }
}
