package org.cairn.rpc.dev;

import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Puts the accounts of a dump in the place of those that are there; others stay.
record LoadState(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "Puts the accounts of a dump, ours or anvil's, in the place of those that are there;"
                + " others stay",
            Kind.TRUTH)
        .needs("state", Kind.BYTES);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Bytes dump = arguments.required(Values::bytes);
    arguments.end();
    StateDiff accounts = StateText.decode(dump);
    chain.load(accounts);
    return Answer.truth(true);
  }
}
