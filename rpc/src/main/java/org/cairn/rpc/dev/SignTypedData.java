package org.cairn.rpc.dev;

import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.UnlockedAccounts;
import org.cairn.rpc.subscription.Caller;

/// Signs structured data (EIP-712).
record SignTypedData(String name, UnlockedAccounts unlocked) implements Method {
  @Override
  public Declaration declaration() {
    return Declaration.of("Signs structured data with a key of the node (EIP-712)", Kind.BYTES)
        .needs("account", Kind.ADDRESS)
        .needs("data", Kind.OBJECT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address account = arguments.required(Values::address);
    Hash hash = arguments.required(parser -> TypedData.read(parser).hash());
    arguments.end();
    return Answer.text(Signing.bytes(Signing.sign(unlocked, account, hash)).toString());
  }
}
