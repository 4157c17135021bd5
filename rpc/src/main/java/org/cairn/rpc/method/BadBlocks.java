package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;

/// The invalid blocks that the node has seen: none, as only blocks that the validators executed and
/// voted for come to a node's chain, and proposals that did not are not kept.
record BadBlocks() implements Method {
  @Override
  public String name() {
    return "debug_getBadBlocks";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The invalid blocks of the chain: always none", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return out -> {
      out.writeStartArray();
      out.writeEndArray();
    };
  }
}
