package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// All accounts after the last block, for [LoadState].
record DumpState(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("All accounts after the last block, as compressed JSON", Kind.BYTES)
        .takes("preserveHistoricalStates", Kind.TRUTH);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    boolean _ = arguments.optional(Values::truth, false);
    arguments.end();
    return Answer.text(StateText.encode(chain.dump()).toString());
  }
}
