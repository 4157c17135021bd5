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

/// Signs a message as wallets do (EIP-191), with its arguments in this order.
record PersonalSign(UnlockedAccounts unlocked) implements Method {
  @Override
  public String name() {
    return "personal_sign";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("Signs a message with a key of the node (EIP-191)", Kind.BYTES)
        .needs("message", Kind.BYTES)
        .needs("account", Kind.ADDRESS)
        .takes("password", Kind.TEXT);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Bytes message = arguments.required(Messages::read);
    Address account = arguments.required(Values::address);
    var _ = arguments.orNull(Values::text);
    arguments.end();
    return Answer.text(
        Signing.bytes(Signing.sign(unlocked, account, Signing.ofMessage(message))).toString());
  }
}
