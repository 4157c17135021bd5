package org.cairn.rpc.dev;

import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.method.Declaration;
import org.cairn.rpc.method.Kind;
import org.cairn.rpc.method.Method;
import org.cairn.rpc.port.UnlockedAccounts;
import org.cairn.rpc.subscription.Caller;

/// Signs a message as wallets do (EIP-191).
record Sign(UnlockedAccounts unlocked) implements Method {
  @Override
  public String name() {
    return "eth_sign";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Signs a message with a key of the node (EIP-191)", Kind.BYTES)
        .needs("account", Kind.ADDRESS)
        .needs("message", Kind.BYTES);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Address account = arguments.required(Values::address);
    Bytes message = arguments.required(Messages::read);
    arguments.end();
    return Answer.text(
        Signing.bytes(Signing.sign(unlocked, account, Signing.ofMessage(message))).toString());
  }
}
