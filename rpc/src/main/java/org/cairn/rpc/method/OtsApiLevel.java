package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;

/// Which version of the explorer Otterscan the node serves.
record OtsApiLevel() implements Method {
  @Override
  public String name() {
    return "ots_getApiLevel";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of(
        "Which version of the interface of the explorer Otterscan is served", Kind.ANY);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return out -> out.writeNumber(LEVEL);
  }

  private static final int LEVEL = 8;
}
