package org.cairn.rpc.dev;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.subscription.Caller;

/// Makes blocks.
record MineBlocks(String name, DevelopmentChain chain) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Makes blocks, one or more, and so many seconds apart", Kind.ANY)
        .takes("blocks", Kind.QUANTITY)
        .takes("interval", Kind.QUANTITY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    long count = arguments.optional(Values::count, 1L);
    Long interval = arguments.orNull(Values::count);
    arguments.end();
    chain.mine(count, interval);
    return Answer.nothing();
  }
}
