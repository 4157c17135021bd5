package org.cairn.rpc.dev;

import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Takes a transaction out of the pool; answers with its hash, or `null` when it was not there.
record DropTransaction(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Takes a transaction out of the pool; its hash, or `null` when it was not there",
            Kind.HASH)
        .needs("hash", Kind.HASH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Hash hash = arguments.required(Values::hash);
    arguments.end();
    return chain.drop(hash) ? Answer.text(hash.toString()) : Answer.nothing();
  }
}
