package org.cairn.rpc.dev;

import org.cairn.core.types.Address;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.UnlockedAccounts;
import org.cairn.rpc.subscription.Caller;

/// The accounts in whose name the node sends.
record Accounts(String name, UnlockedAccounts unlocked) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of(
        "The accounts whose keys the node holds, and those it impersonates", Kind.LIST);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    arguments.end();
    return out -> {
      out.writeStartArray();
      for (Address account : unlocked.accounts()) {
        out.writeString(account.toString());
      }
      out.writeEndArray();
    };
  }
}
