package org.cairn.rpc.method;

import org.cairn.core.crypto.Keccak256;
import org.cairn.core.types.Bytes;
import org.cairn.rpc.codec.Answer;
import org.cairn.rpc.codec.Arguments;
import org.cairn.rpc.codec.Values;
import org.cairn.rpc.subscription.Caller;

/// The Keccak-256 hash of bytes.
record Sha3() implements Method {
  @Override
  public String name() {
    return "web3_sha3";
  }

  @Override
  public Declaration declaration() {
    return Declaration.of("The Keccak-256 hash of bytes", Kind.HASH).needs("data", Kind.BYTES);
  }

  @Override
  public Answer answer(Arguments arguments, Caller caller) {
    Bytes data = arguments.required(Values::bytes);
    arguments.end();
    return Answer.text(Keccak256.hash(data).toString());
  }
}
