package org.cairn.rpc.method;

import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.subscription.Caller;

/// The accounts whose keys the node holds for clients: none.
record Accounts() implements Method {
  @Override
  public String name() {
    return "eth_accounts";
  }

  @Override
  public boolean isQuick() {
    return true;
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The accounts whose keys the node holds for clients: none", Kind.LIST);
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
